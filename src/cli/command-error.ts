/** A failure that the person can fix, explained by its message. */
export class CommandError extends Error {}
