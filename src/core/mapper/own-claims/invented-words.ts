/** Invented given names and family names, in the order in which they are used. */
export const givenNames = words(
  'robin sasha casey jules avery rowan quinn remy marlo ellis tatum blair emery finley harper indigo ' +
    'jordan kendall lennon morgan nico oakley perry reese skyler toby winter zephyr arden corin',
)
export const familyNames = words(
  'alderman birchall calloway denholm easterby fairley garside halloran ingleby jessop kirkby ' +
    'lockhart marchant norwood oldfield penrose quarles redfern stanhope thackeray underhill varley ' +
    'whitlock yardley ashdown barrowby cresswell dunmore elsworth farnham',
)
export const groupNames = words(
  'anchor basalt cobalt dahlia ember falcon garnet harbor island juniper kestrel lagoon meadow ' +
    'nebula onyx pebble quartz raven saffron timber umber velvet willow yonder zenith amber bronze ' +
    'cedar dune elm',
)

const vowels = words('a e i o u')
const syllables = words('b d f g k l m n p r s t v z').flatMap((first) =>
  vowels.map((second) => first + second),
)

/** A pronounceable word without a meaning, of this length; different for each index. */
export function inventWord(length: number, index: number): string {
  let rest = index * 37 + 11
  let word = ''
  while (word.length < length) {
    word += syllables[rest % syllables.length] ?? ''
    rest = Math.floor(rest / syllables.length) + index * 13 + word.length
  }
  return word.slice(0, length)
}

/**
 * A text with the same kinds of characters: digits for digits, capitals for capitals; hexadecimal text
 * stays hexadecimal. It depends on the index and the kinds of characters only.
 */
export function inventId(like: string, index: number): string {
  const isHex = /^(?=.*\d)[0-9a-f]{6,}$/i.test(like)
  const next = numbers(index)
  let id = ''
  for (const character of like) {
    if (/\p{Nd}/u.test(character)) {
      // A leading zero is kept, and no other number gets one.
      if (id === '') id += character === '0' ? '0' : String(1 + next(9))
      else id += String(next(10))
    } else {
      const letter = String.fromCharCode(97 + next(isHex ? 6 : 26))
      id += /\p{Lu}/u.test(character) ? letter.toUpperCase() : letter
    }
  }
  return id
}

/** Hexadecimal digits in lower case, different for each index. */
export function inventHex(length: number, index: number): string {
  const next = numbers(index)
  return Array.from({ length }, () => next(16).toString(16)).join('')
}

/** Pseudo-random numbers, each below the given count; always the same for an index. */
function numbers(index: number): (count: number) => number {
  let state = (index * 2_654_435_761 + 97) % 4_294_967_296
  return (count) => {
    state = (state * 1_103_515 + 12_345) % 4_294_967_296
    return Math.floor(state / 65_536) % count
  }
}

/** The word with the capitalization of the other one. */
export function likeCase(word: string, like: string): string {
  const hasCase = like.toLowerCase() !== like.toUpperCase()
  if (hasCase && like.length > 1 && like === like.toUpperCase()) return word.toUpperCase()
  const first = like.charAt(0)
  if (hasCase && first === first.toLowerCase()) return word
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Words of protocols, products and addresses that reveal nothing about a person. */
export const structureWords: ReadonlySet<string> = new Set(
  words(
    'example http https www com org net urn oid ext samlp saml oidc oauth oauth2 auth0 google github apple ' +
      'microsoft windowslive adfs waad okta sms email mailto tel data image images img png jpg jpeg gif ' +
      'svg webp html json base64 api v1 v2 v3 user users profile profiles photo photos picture pictures ' +
      'avatar avatars media account accounts people id me cn ou dc uid openid account',
  ),
)

/** Whole values that products have built in. */
export const builtInValues: ReadonlySet<string> = new Set([
  'true',
  'false',
  'Everyone',
  'offline_access',
  'uma_authorization',
  'manage-account',
  'manage-account-links',
  'view-profile',
])

function words(text: string): string[] {
  return text.split(' ')
}
