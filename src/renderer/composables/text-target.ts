const fields = 'input, textarea, select, [contenteditable="true"], .cm-editor'

/** Whether an event is about a field, which takes text by itself. */
export const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(fields) !== null
