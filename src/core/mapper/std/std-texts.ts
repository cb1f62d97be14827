import { t } from '../../language/translate'
import type { StdTable } from './std-member'

/** Members for texts, their codes and their hashes. */
export const stdTexts: StdTable = {
  'asciiLower(str): string': t('The text with A to Z made small; other letters stay.'),
  'asciiUpper(str): string': t('The text with a to z made capital; other letters stay.'),
  'base64(input): string': t('A text or a list of bytes as base64.'),
  'base64Decode(str): string': t('The text that was written as base64.'),
  'base64DecodeBytes(str): array': t('The bytes that were written as base64.'),
  'char(n): string': t('The character with this Unicode number.'),
  'codepoint(str): number': t('The Unicode number of a text of one character.'),
  'decodeUTF8(arr): string': t('The text that these UTF-8 bytes stand for.'),
  'encodeUTF8(str): array': t('The UTF-8 bytes of a text.'),
  'endsWith(a, b): boolean': t('Whether the text `a` ends with `b`.'),
  'equalsIgnoreCase(str1, str2): boolean': t('Whether two texts are the same, capital or small.'),
  'escapeStringBash(str_): string': t('The text in single quotes, safe in a shell.'),
  'escapeStringDollars(str_): string': t('The text with every `$` doubled.'),
  'escapeStringJson(str_): string': t('The text in double quotes, as JSON writes it.'),
  'escapeStringPython(str): string': t('The text in double quotes, as Python reads it.'),
  'escapeStringXML(str_): string': t('The text with `<`, `>`, `&` and quotes made safe for XML.'),
  'findSubstr(pat, str): array': t('Every position at which `pat` begins in `str`.'),
  'format(str, vals): string': t(
    'Puts values in place of `%s`, `%d` and the like; as `str % vals` does.',
  ),
  'isEmpty(str): boolean': t('Whether a text has no characters.'),
  'lstripChars(str, chars): string': t('The text without these characters at its beginning.'),
  'md5(s): string': t('The MD5 hash of a text in hexadecimal; not for anything secret.'),
  'parseHex(str): number': t('The number written in hexadecimal.'),
  'parseInt(str): number': t('The whole number written in decimal; an error for anything else.'),
  'parseOctal(str): number': t('The number written in octal.'),
  'resolvePath(f, r): string': t('The path `r` as seen from the folder of the file `f`.'),
  'rstripChars(str, chars): string': t('The text without these characters at its end.'),
  'sha1(s): string': t('The SHA-1 hash of a text in hexadecimal.'),
  'sha256(s): string': t('The SHA-256 hash of a text in hexadecimal.'),
  'sha3(s): string': t('The SHA3-512 hash of a text in hexadecimal.'),
  'sha512(s): string': t('The SHA-512 hash of a text in hexadecimal.'),
  'split(str, c): array': t('The parts of a text between the separators `c`.'),
  'splitLimit(str, c, maxsplits): array': t(
    'As `split`, with at most so many cuts from the left; -1 for all.',
  ),
  'splitLimitR(str, c, maxsplits): array': t(
    'As `split`, with at most so many cuts from the right; -1 for all.',
  ),
  'startsWith(a, b): boolean': t('Whether the text `a` begins with `b`.'),
  'strReplace(str, from, to): string': t('The text with every `from` replaced by `to`.'),
  'stringChars(str): array': t('The characters of a text as a list.'),
  'stripChars(str, chars): string': t('The text without these characters at both ends.'),
  'substr(str, from, len): string': t(
    'At most `len` characters, from the position `from` on; 0 is the first.',
  ),
  'trim(str): string': t('The text without white space at both ends.'),
}
