/**
 * An id that names no file of the app: it came from a page, a file or a server, so it is wrong input, and
 * no fault of the app. The router answers `request.invalid`.
 */
export class InvalidIdError extends Error {}
