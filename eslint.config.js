import js from '@eslint/js';
import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'captures/live/', 'captures/demo/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs['flat/recommended'],
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['bin/**', 'proxy/**', 'test/**'], languageOptions: { globals: globals.node } },
  { files: ['bin/**'], rules: { 'no-console': 'off' } },
  {
    files: ['inspector/**/*.svelte', 'inspector/**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser },
    },
  },
  { files: ['inspector/**/*.ts'], languageOptions: { globals: globals.browser } },
);
