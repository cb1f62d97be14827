import { PhoneNumberFormat, PhoneNumberUtil } from 'google-libphonenumber'

/**
 * A phone number in international form as Kratos keeps it: E.164, like `+4930901820`.
 *
 * @returns `undefined` for a text that Kratos takes for no valid number. Kratos asks the Go port of the
 *   same library; metadata of another month may judge a number range that is new.
 */
export function phoneNumber(text: string): string | undefined {
  const library = PhoneNumberUtil.getInstance()
  try {
    const number = library.parse(text, '')
    return library.isValidNumber(number)
      ? library.format(number, PhoneNumberFormat.E164)
      : undefined
  } catch {
    // The library throws for every text that is no number.
    return undefined
  }
}
