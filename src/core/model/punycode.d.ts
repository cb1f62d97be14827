// The types of the library are those of its bare name, which Node has a module of too.
declare module 'punycode/punycode.js' {
  const punycode: {
    /** @throws RangeError where the text is no Punycode */
    decode(text: string): string
    encode(text: string): string
  }
  export default punycode
}
