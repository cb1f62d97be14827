/** Descriptions of a field; a value made only of these is a placeholder. */
const fieldWords =
  'the|your|my|our|oidc|oauth2?|saml|azure|entra|aad|okta|google|app|application|client|customer|company|tenant|directory|secret|id|key|value|name|guid|uuid|here|insert|enter|paste|put|replace|with|issuer|url|uri|domain|realm|org|host|string|some|sample|example|dummy|placeholder|from|portal|generated|actual|real'
const onlyFieldWords = new RegExp(
  String.raw`^(?:(?:${fieldWords})[_\-. ]?){2,}$|^(?:your|my|our|insert|enter|paste|replace|put)[_\- ]?\w*$`,
  'i',
)

/** “Your …” in eight languages before the name of a field. */
const possessive =
  /^(?:your|ihre?|deine?|unsere?|votre|vos|ton|su|tu|il-tuo|tuo|vostro|seu|sua|uw|jouw|je|tw[oó]j|pa[nń]stwa)[_-][\p{L}_-]+$/iu

/** Words in the place of a value that is sent later, sent elsewhere, or hidden. */
const words =
  /^(?:your|ihre?|deine?|votre|vos|vostro|sua|uw|jouw|n\/?a|tbd|tba|tbc|todo|none|null|undefined|pending|change-?me|redacted|removed|hidden|masked|confidential|geschwärzt|entfernt|vertraulich|see|siehe|voir|ver|vedi|zie|patrz|attached|attachment|anhang|separately|separat|getrennt|séparément|separatamente|separadamente|por separado|apart|osobno|follows|follow|folgt|nachgereicht|suit|sigue|segue|volgt|below|unten|above|oben|will|wird|sera|será|verrà|wordt|zostanie|please|bitte|proszę|prego|value|wert|required|optional|and|und|et|is|the|or|oder|of|von|for|für|telefonisch|phone|sms|telefon|1password|lastpass|keepass|bitwarden|keyvault|vault|onetimesecret|to-follow|to-be-\w+)$/i

const filled =
  /^(?:x{3,}|\.{2,}|•+|\*+|-+|_+)$|[*•]{3,}|_{4,}|x{4,}|…|\.{3}|^(?:12345678-1234|00000000-0000|11111111-2222-3333-4444-555555555555)|^1234567890?$/i

/** A template variable in the place of a value. */
const variable = /^(?:\$\{?|\{\{?|%|<|\[+|#\{)[^\d]{1,80}(?:\}\}?|%|>|\]+)?$/

/** A bracket that opens a placeholder: the label inside it ended the value. */
const openedWords = /^\s*[<[{(][\p{L} _-]*$/u

/** Whether the text after a label only begins a placeholder, as `<your` before “client ID>”. */
export function isOpenedPlaceholder(text: string): boolean {
  return text.length < 80 && openedWords.test(text)
}

/** Whether a text is a placeholder, or says that the value is sent in another way. */
export function isPlaceholder(value: string): boolean {
  if (value.length > 200) return false
  return (
    words.test(value) ||
    filled.test(value) ||
    variable.test(value) ||
    onlyFieldWords.test(value) ||
    possessive.test(value) ||
    new Set(value.toLowerCase()).size < 3
  )
}

const line = /^\s*(?:_{3,}|\.{4,}|…+|-{4,})\s*/
const bracket = /^\s*[<[{(]([\p{L} ,.'’_/-]{2,60})[>\]})]\s*/u
/** “Please fill in”, without brackets, where nothing else stands. */
const request =
  /^\s*(?:please (?:fill in|complete|enter|provide|add|insert)|(?:to be )?(?:filled in|completed)|fill in|bitte (?:ausfüllen|eintragen|ergänzen|angeben|eingeben)|auszufüllen|à (?:compléter|remplir)|(?:por favor )?(?:rellenar|completar)|da compilare|a preencher|(?:graag )?invullen|(?:proszę )?(?:do uzupełnienia|uzupełnić))(?: (?:here|hier|ici|aquí|qui|aqui|tutaj))?[\s.!:…]*$/iu

/** The length of what asks for a value at the beginning of a text: `<please fill in>`, `____`. */
export function blankLength(text: string): number {
  let length = request.exec(text)?.[0].length ?? 0
  for (;;) {
    const rest = text.slice(length)
    const found = bracket.exec(rest)
    const words = found?.[1]?.trim() ?? ''
    const isBlank = found !== null && (/\s/.test(words) || isPlaceholder(words))
    const next = (isBlank ? found : line.exec(rest))?.[0].length ?? 0
    if (next === 0) return length
    length += next
  }
}

const urlPlaceholder =
  /[{}[\]$]|%7B|%3C|(?:^|[/.@-])(?:your|my|deine?|ihre?|votre|su|tu|vostro|tuo|seu|uw|jouw|tw[oó]j)[-_.]?(?:company|okta|auth0|domain|tenant|org(?:anization)?|realm|idp|server|firma|host|instance|subdomain|app|site)|(?:tenant|client|realm|policy|directory)[-_]?(?:id|name|guid)(?=[/?.]|$)|(?:^|[/.])(?:x{3,}|tenant|domain|yourdomain|mydomain|realm[-_]?name)(?=[/.]|$)|x{4,}-|<|…/i

/**
 * Whether an address contains a placeholder, as in a guide: a variable in it, or right after it.
 *
 * @param behind the text after it
 */
export function isUrlPlaceholder(url: string, behind: string): boolean {
  const address = url.replace(/^https?:\/\/\[[0-9a-f:.]+\]/i, '').replace(/^https?:\/\//i, '')
  const path = address.split(/[?#]/, 1)[0] ?? ''
  return urlPlaceholder.test(path) || /^(?:<(?=[a-z _-]{0,40}(?:>|$))|\{|\[[a-z])/i.test(behind)
}
