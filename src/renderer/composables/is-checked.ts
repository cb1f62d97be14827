/** Whether the checkbox that an event came from is checked. */
export const isChecked = (event: Event): boolean =>
  event.target instanceof HTMLInputElement && event.target.checked
