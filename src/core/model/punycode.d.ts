// The bare name's types would clash with Node's own module.
declare module 'punycode/punycode.js' {
  const punycode: {
    /** Throws a RangeError for invalid Punycode. */
    decode(text: string): string
    encode(text: string): string
  }
  export default punycode
}
