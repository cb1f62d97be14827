/** An ID from a page, file or server that names no file; the router answers `request.invalid`. */
export class InvalidIdError extends Error {}
