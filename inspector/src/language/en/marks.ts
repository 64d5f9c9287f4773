/** Marks and comments, in English. */

export const marks = {
  mark: 'Mark',
  unmark: 'Take the mark away',
  marked: 'Marked',
  comment: 'Comment',
  commentOn: (n: number) => `Comment on exchange ${n}`,
  commentHint: 'Ctrl+Enter keeps it; an empty text takes it away',
  keep: 'Keep',
  notesReadOnly: 'Nothing can be marked: pushscope was started with --read-only.',
  chooseToMark: 'Choose an exchange first, then mark it.',
  noMarks: 'No exchange here is marked; M marks the chosen one.',
  nextMark: 'Next marked exchange',
  previousMark: 'Previous marked exchange',
};
