import type { Where } from '../sightings'
import { findUrls } from '../find-urls'
import { isOwnAddress } from '../hosts'
import { classifyUrl } from '../classify-url'
import { isDomain } from '../values'
import {
  hasDomainEnding,
  isFileEnding,
  isReservedDomain,
  isSampleDomain,
  isSharedService,
} from './public-hosts'
import type { PlacedLine } from './messages'
import type { DomainSource, PlacedDomain } from './seen'

/** More than a person writes into a mail; a list of all staff has more, and repeats itself. */
const maximumMentions = 500
/** Longer lines were written by no person. */
const longestLine = 2_000

/** A sentence is about people and their addresses. */
const aboutPeople =
  /(?<!\p{L})(?:e-?mails?|mail|addresses|address|domains?|brands?|people|staff|employees?|colleagues|users?|members?|workforce|accounts?|upns?|suffix(?:es)?|sign(?:s|ing)? in|log(?:s|ging)? in|subsidiar(?:y|ies)|companies|e-?mail-?\p{L}*|adressen?|domänen?|marken?|mitarbeiter\p{L}*|mitarbeitenden?|beschäftigten?|angestellten?|kolleg\p{L}*|nutzer\p{L}*|benutzer\p{L}*|anwender\p{L}*|personen|leute|konten|konto|töchter|tochtergesellschaften|gesellschaften|adresses?|domaines?|marques?|collaborateurs|employés|utilisateurs|comptes|correos?|direcciones|dominios?|marcas?|empleados|usuarios|cuentas|indirizz[io]|domini|marchi|dipendenti|utenti|domínios?|endereços|funcionários|colaboradores|usuários|domeinen|merken|medewerkers|gebruikers|adressen|adresy|domeny|marki|pracownic\p{L}*|użytkowni\p{L}*)(?!\p{L})/iu

/** The same without what stands beside the address of one person, too. */
const aboutMany =
  /(?<!\p{L})(?:addresses|people|staff|employees?|colleagues|users?|members?|workforce|accounts?|upns?|sign(?:s|ing)? in|log(?:s|ging)? in|adressen|mitarbeiter\p{L}*|mitarbeitenden?|beschäftigten?|angestellten?|kolleg\p{L}*|nutzer\p{L}*|benutzer\p{L}*|anwender\p{L}*|testbenutzer|testnutzer|konten|konto|anmelde\p{L}*|adresses|collaborateurs|employés|utilisateurs?|comptes?|direcciones|empleados|usuarios?|cuentas?|indirizzi|dipendenti|utenti|utente|endereços|funcionários|colaboradores|usuários?|medewerkers|gebruikers?|adresy|pracownic\p{L}*|użytkowni\p{L}*)(?!\p{L})/iu
/** What a domain without an `@` follows where it is one of people's addresses. */
const aboutDomains =
  /(?<!\p{L})(?:e-?mails?|e-?mail-?\p{L}*|mail|address(?:es)?|domains?|brands?|upns?|suffix(?:es)?|subsidiar(?:y|ies)|adressen?|domänen?|marken?|tochter\p{L}*|töchter|gesellschaften|adresses?|domaines?|marques?|filiales?|correos?|direcciones|dominios?|marcas?|indirizz[io]|domini|marchi|domínios?|endereços|domeinen|domein|merken|adresy|domeny|marki)(?!\p{L})/iu
const mailBehind =
  /^(?:[^.!?\n]|\.(?=\S)){0,60}(?:e-?mail|mails?(?!\p{L})|address|adress|domain|domän|correo|posta|poczt)/iu
/** Then a name on the line is one of a machine. */
const aboutMachines =
  /(?<!\p{L})(?:servers?|hosts?|hostnames?|endpoints?|ur[li]s?|dns|ip|proxy|port)(?!\p{L})/iu

/** The form of addresses, as in `firstname.lastname@…`. */
const patternLocal =
  /^(?:[<{[]?(?:first|last|given|vor|nach|user|benutzer|nutzer|pr[eé]nom|nom|nombre|nome|voornaam|imie|f|v)[._-]?(?:name|nom|apellido|cognome|sobrenome|achternaam|nazwisko)?[>}\]]?[._-]?){1,3}$|^[*%x…]+$/iu

const exampleBefore =
  /(?<![\p{L}.@-])(?:e\.\s?g\.?|for example|for instance|such as|example|sample|z\.\s?b\.?|zum beispiel|beispielsweise|bspw\.?|beispiel|par exemple|p\.\s?ex\.?|exemple|por ejemplo|p\.\s?ej\.?|ejemplo|ad esempio|esempio|por exemplo|bijv\.?|bijvoorbeeld|np\.|na przykład)[\s:,=]*["'(„“<]?\s?[^.!?;\n]{0,30}$/iu
const deniedBefore =
  /(?<!\p{L})(?:not|never|no longer|isn[’']t|aren[’']t|except(?: for)?|other than|instead of|rather than|without|formerly|previously|retired|had|used to (?:use|have)|hatten|nicht|niemals|kein\p{L}*|statt|anstelle(?: von)?|ohne|außer|früher|ehemals|bisher|ne|pas|sauf|excepto|salvo|niet|geen|nie|bez|oprócz)(?!\p{L})[^.!?;\n]{0,40}$/iu
/** After these the denial is over. */
const butNow =
  /(?<!\p{L})(?:but|only|now|instead|sondern|aber|jetzt|nur|heute|mais|sino|ma|maar|lecz|ale)(?!\p{L})/iu
const deniedBehind =
  /^[^.!?;\n]{0,30}(?<!\p{L})(?:(?:is|are|was|were|ist|sind|wird|werden)?\s?(?:no longer|not (?:used|needed|in use|any|part|to be|be (?:used|included|added)|included)|nicht mehr|nicht (?:verwenden|benutzen|nutzen|dabei|gemeint)|anymore|any more|retired|obsolete|discontinued|abgeschaltet|abgelöst|n[’']est plus|ya no|non più|niet meer))(?!\p{L})/iu

interface Place {
  readonly line: string
  /** Where the line begins in the text. */
  readonly from: number
}

function lineAt(text: string, at: number): Place {
  const from = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - longestLine)
  const end = text.indexOf('\n', at)
  return {
    from,
    line: text.slice(from, Math.min(end === -1 ? text.length : end, at + longestLine)),
  }
}

/** Whether the sentence gives it as an example to somebody, and not as an example of what is. */
function isExample(place: Place, at: number): boolean {
  const before = place.line.slice(Math.max(0, at - place.from - 70), at - place.from)
  if (!exampleBefore.test(before)) return false
  const behind = place.line.slice(at - place.from)
  const isAsked =
    /(?<!\p{L})(?:your|please|ihre[rnms]?|eure[rnms]?|bitte|votre|vos|su|vostr[oi]|uw|jouw|państwa)(?!\p{L})|\?|<[^>]*$|_{3,}/iu
  // “Domains (e.g. …): …” is a form, and so is a blank behind it.
  return isAsked.test(place.line) || /^[^()\n]{0,80}\)\s*(?:[:=?]|_{2,}|$)/.test(behind)
}

/** Whether the sentence around a place says that what stands there is not used. */
export const isDeniedAt = (text: string, at: number, length: number): boolean =>
  isDenied(lineAt(text, at), at, length)

function isDenied(place: Place, at: number, length: number): boolean {
  const start = at - place.from
  const before = place.line.slice(Math.max(0, start - 60), start)
  const denied = deniedBefore.exec(before)
  if (denied && !butNow.test(denied[0].replace(/^\p{L}+/u, ''))) return true
  return deniedBehind.test(place.line.slice(start + length, start + length + 80))
}

function reasonAt(value: string, place: Place, at: number, length: number) {
  if (isSampleDomain(value) || isExample(place, at)) return { unused: 'sample' as const }
  return isDenied(place, at, length) ? { unused: 'denied' as const } : {}
}

const signs = /@|\s?[([{]\s?at\s?[)\]}]\s?/giu
const localBefore = /[\p{L}\p{N}._%+'’*<>{}[\]…-]{1,64}$/u
const domainBehind = /^[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,251}[\p{L}\p{N}])?/u

function sourceOf(role: PlacedLine['role'], local: string, line: string): DomainSource | undefined {
  if (role === 'sender' || role === 'recipient') return role
  if (role === 'skipped') return undefined
  const words = line.replaceAll(/\S*@\S*/g, ' ')
  const isAbout = aboutPeople.test(words)
  const isPattern = local === '' || patternLocal.test(local)
  if (isPattern && (isAbout || role !== 'signature')) return 'prose'
  if (role === 'signature') return 'signature'
  if (isContact.test(local)) return 'contact'
  return aboutMany.test(words) ? 'prose' : 'address'
}

/** An address at which somebody is reached, and no person's. */
const isContact =
  /^(?:support|help|helpdesk|service|servicedesk|info|contact|kontakt|no-?reply|noreply|donotreply|security|abuse|postmaster|admin|it|sales|billing|office|hello|team)$/iu

/** Domains of addresses, and of `@domain` alone. */
function atSigns(text: string, roleAt: (at: number) => PlacedLine, where: Where): PlacedDomain[] {
  const found: PlacedDomain[] = []
  for (const { 0: sign, index } of text.matchAll(signs)) {
    if (found.length >= maximumMentions) break
    const behind = domainBehind.exec(
      text.slice(index + sign.length, index + sign.length + 256),
    )?.[0]
    const value = behind?.toLowerCase() ?? ''
    if (behind === undefined || !isDomain(value) || isFileEnding(value)) continue
    const before = text.slice(Math.max(0, index - 80), index)
    const local = localBefore.exec(before)?.[0] ?? ''
    const next = text.charAt(index + sign.length + behind.length)
    // A part of an address on the web, of a package's name or of a path.
    if (/[/\\]$/.test(before) || /:\/\/\S*$/.test(before)) continue
    if (next === '/' && local === '') continue
    if (next === ':' && local === 'git') continue
    const place = lineAt(text, index)
    const { role } = roleAt(index)
    // Chats write names after an `@`, too: `@jo.doe`.
    if (local === '' && !hasDomainEnding(value)) continue
    const from = sourceOf(role, local.replace(/^[<'’[{]+/, ''), place.line)
    if (from === undefined) continue
    const at = index - local.length
    const length = local.length + sign.length + behind.length
    const words = where(at, length)
    found.push({ value, where: words, from, at, ...reasonAt(value, place, at, length) })
  }
  return found
}

const bareWord =
  /(?<![\p{L}\p{N}@./:_%=?&#-])[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.){1,5}[\p{L}][\p{L}\p{N}-]{1,30}(?![\p{L}\p{N}@/:=_(-]|\.\p{L})/giu
const signInHost =
  /^(?:www|id|idp|login|sso|auth|oidc|oauth|accounts?|identity|signin|iam|sts|adfs|keycloak|api|mx|smtp)\d?\./

const listItem = /^[\s*•·–—\d.)-]{0,20}[\p{L}\p{N}.-]{3,200}[\s,;.]{0,10}(?:\(.{0,60})?$/u
const cells = /\S\s*[\t|]\s*\S/

/** Domains without an `@`, in a sentence about people: “All of our brands: …”, and in the list below one. */
function bareDomains(
  text: string,
  roleAt: (at: number) => PlacedLine,
  where: Where,
  isLabelled: (from: number, to: number) => boolean,
): PlacedDomain[] {
  const found: PlacedDomain[] = []
  let [from, isListed, isTable, hasItems] = [0, false, false, false]
  while (from < text.length && found.length < maximumMentions) {
    const end = text.indexOf('\n', from)
    const line = text.slice(from, end === -1 ? text.length : end)
    const { role } = roleAt(from)
    if (
      line.length <= longestLine &&
      role === 'body' &&
      !aboutMachines.test(line) &&
      !isLabelled(from, from + line.length)
    ) {
      const cue = aboutDomains.exec(line)
      // A list ends with an empty line below its items.
      if (line.trim() === '' && hasItems) isListed = false
      const isItem = (isListed && listItem.test(line)) || (isTable && cells.test(line))
      for (const { 0: word, index } of line.matchAll(bareWord)) {
        const value = word.toLowerCase()
        const isAbout =
          isItem ||
          (cue !== null && cue.index < index) ||
          mailBehind.test(line.slice(index + word.length, index + word.length + 80))
        if (!isAbout || !isDomain(value) || isFileEnding(value)) continue
        if (!hasDomainEnding(value) || signInHost.test(value)) continue
        const at = from + index
        const place = { line, from }
        found.push({
          value,
          where: where(at, word.length),
          from: 'prose',
          at,
          ...reasonAt(value, place, at, word.length),
        })
      }
      hasItems = isItem || (hasItems && line.trim() === '')
      if (!isItem && line.trim() !== '') {
        isListed = cue !== null && /[:：]\s*$/.test(line)
        isTable = cue !== null && cells.test(line)
      }
    } else isTable = false
    from += line.length + 1
  }
  return found
}

const isSigned = ({ role, isEnding }: PlacedLine) => role === 'signature' || isEnding === true

/** Web addresses in signatures: `www.customer.example`. */
function websites(text: string, roleAt: (at: number) => PlacedLine, where: Where): PlacedDomain[] {
  const found: PlacedDomain[] = []
  const add = (host: string, at: number, length: number) => {
    const value = host.toLowerCase().replace(/^www\d?\./, '')
    if (!isDomain(value) || isFileEnding(value) || found.length >= maximumMentions) return
    if (isSharedService(value)) return
    const unused = isReservedDomain(value) ? { unused: 'sample' as const } : {}
    found.push({ value, where: where(at, length), from: 'website', at, ...unused })
  }
  for (const url of findUrls(text)) {
    if (!isSigned(roleAt(url.start)) || isOwnAddress(url.host, url.path)) continue
    if (classifyUrl(url) === undefined) add(url.host, url.start, url.length)
  }
  for (const { 0: word, index } of text.matchAll(
    /(?<![\p{L}\p{N}@./:-])www\.[\p{L}\p{N}.-]{3,250}/giu,
  )) {
    if (isSigned(roleAt(index))) add(word.replace(/\.+$/, ''), index, word.length)
  }
  return found
}

/**
 * All domains in a text that no label names, in its order.
 *
 * @param isLabelled whether a list of domains after a label was read from some part of the text
 */
export function mentionedDomains(
  text: string,
  roleAt: (at: number) => PlacedLine,
  where: Where,
  isLabelled: (from: number, to: number) => boolean,
): PlacedDomain[] {
  return [
    ...atSigns(text, roleAt, where),
    ...bareDomains(text, roleAt, where, isLabelled),
    ...websites(text, roleAt, where),
  ].toSorted((left, right) => left.at - right.at)
}
