import { PhoneNumberFormat, PhoneNumberUtil } from 'google-libphonenumber'

/**
 * A phone number as Kratos stores it: E.164, like `+4930901820`.
 *
 * @returns `undefined` for a text that Kratos does not accept as a valid number. Kratos uses the Go port
 *   of the same library; a new number range may be in one version's data and not in the other's.
 */
export function phoneNumber(text: string): string | undefined {
  const library = PhoneNumberUtil.getInstance()
  try {
    const number = library.parse(text, '')
    return library.isValidNumber(number)
      ? library.format(number, PhoneNumberFormat.E164)
      : undefined
  } catch {
    // The library throws for every text that is not a number.
    return undefined
  }
}
