/** Set-ups, and what is read like pasted text: e-mails and metadata. */
const endings = ['.json', '.yaml', '.yml', '.eml', '.xml']
/** An address of any kind but a file's. */
const otherAddress = /^(?!file:)[a-z][a-z\d+.-]*:\/\//i

/**
 * The first setup, email or metadata file among program arguments (without the program), as a path or `file:`
 * address.
 */
export function setUpFileAmong(args: readonly string[]): string | undefined {
  return args.find(
    (text) =>
      !text.startsWith('-') &&
      !otherAddress.test(text) &&
      endings.some((ending) => text.toLowerCase().endsWith(ending)),
  )
}
