/** Puts the page into the document. */

import { mount } from 'svelte';
import './page.css';
import './traffic/cells.css';
import Page from './Page.svelte';

const target = document.getElementById('page');
if (target !== null) mount(Page, { target });
