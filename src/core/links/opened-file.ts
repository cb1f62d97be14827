/** Set-ups, and what is read like pasted text: e-mails and metadata. */
const endings = ['.json', '.yaml', '.yml', '.eml', '.xml']
/** An address of any kind but a file's. */
const otherAddress = /^(?!file:)[a-z][a-z\d+.-]*:\/\//i

/**
 * The first file with a set-up, an e-mail or metadata among what a program was started with, as it was written there: a path, or
 * a `file:` address.
 *
 * @param args without the program itself
 */
export function setUpFileAmong(args: readonly string[]): string | undefined {
  return args.find(
    (text) =>
      !text.startsWith('-') &&
      !otherAddress.test(text) &&
      endings.some((ending) => text.toLowerCase().endsWith(ending)),
  )
}
