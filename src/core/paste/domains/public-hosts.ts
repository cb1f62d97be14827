/** Providers whose addresses anybody can have; an ending with a dot stands for every country. */
const anybodys = (
  'gmail.com googlemail.com outlook. hotmail. live. msn.com yahoo. ymail.com rocketmail.com icloud.com me.com mac.com ' +
  'aol. gmx. web.de t-online.de freenet.de arcor.de posteo. mailbox.org vodafone.de online.de email.de mail.de ' +
  'kabelmail.de unitybox.de proton.me protonmail. pm.me tutanota. tuta. hey.com fastmail. zoho.com zohomail. mail.com ' +
  'yandex. mail.ru bk.ru list.ru inbox.ru rambler.ru qq.com 163.com 126.com sina.com naver.com daum.net ' +
  'orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr libero.it virgilio.it tiscali.it alice.it tin.it ' +
  'wp.pl o2.pl onet.pl onet.eu interia.pl interia.eu poczta.onet.pl seznam.cz centrum.cz bluewin.ch hispeed.ch ' +
  'aon.at chello. telenet.be skynet.be ziggo.nl kpnmail.nl xs4all.nl planet.nl hetnet.nl home.nl uol.com.br bol.com.br ' +
  'terra.com.br sapo.pt comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net ' +
  'btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com rogers.com shaw.ca bigpond.com hushmail.com rediffmail.com'
).split(' ')

/** Programs that send e-mails for others: help desks, calendars, trackers. */
const services = (
  'zendesk.com freshdesk.com atlassian.net service-now.com salesforce.com hubspot.com intercom.io intercom-mail.com ' +
  'slack.com github.com gitlab.com linkedin.com facebook.com twitter.com x.com xing.com instagram.com youtube.com ' +
  'calendly.com zoom.us docusign.net sharepoint.com teams.microsoft.com aka.ms goo.gl maps.google.com amazonses.com ' +
  'sendgrid.net mailchimp.com jira.com trello.com notion.so 1password.com bitwarden.com'
).split(' ')

/** What may follow a name that is the same in every country. */
const anyCountry = /^(?:com|net|org|de|at|ch|[a-z]{2}|com?\.[a-z]{2})$/

const isAmong = (list: readonly string[], domain: string) =>
  list.some((item) => {
    if (!item.endsWith('.')) return domain === item || domain.endsWith(`.${item}`)
    return domain.startsWith(item) && anyCountry.test(domain.slice(item.length))
  })

/** Whether anybody can have an address of this domain. */
export const isPublicProvider = (domain: string): boolean => isAmong(anybodys, domain)

/** Whether a domain belongs to a service that many companies use, and to no customer. */
export const isSharedService = (domain: string): boolean => isAmong(services, domain)

/** Second-level names that stand for a domain in templates and help texts. */
const samples = new RegExp(
  '^(?:example|examples|sample|beispiel|exemple|ejemplo|esempio|muster|musterfirma|mustermann|placeholder|domain|' +
    'domaine|dominio|company|customer|firma|kunde|unternehmen|entreprise|empresa|azienda|bedrijf|' +
    '(?:your|my|our|ihre?|deine?|meine?|unsere?|votre|su|tu)[-_]?' +
    '(?:domain|company|customer|org|organi[sz]ation|firma|unternehmen|kunde|domaene|domäne|domaine|entreprise|dominio|empresa))$',
  'iu',
)
const reserved = /(?:^|\.)example\.(?:com|net|org|edu)$/

/** Whether a domain is one of a template: `example.com`, `your-company.com`. */
export function isSampleDomain(domain: string): boolean {
  return reserved.test(domain) || samples.test(domain.split('.').at(-2) ?? '')
}

/** Whether a domain is one of a template even where it is given as a value. */
export const isReservedDomain = (domain: string): boolean =>
  reserved.test(domain) ||
  /^(?:your|ihre?|deine?|votre)[-_]?(?:domain|company|firma)\./.test(domain)

/** Endings of names of files and of settings, which look like domains. */
const notEndings = new Set(
  (
    'png jpg jpeg gif svg bmp ico pdf txt xml html htm json js ts css cer crt pem der pfx zip docx doc xlsx xls csv md ' +
    'yml yaml eml msg ics exe dll conf cfg env sh ps1 name email mail login upn'
  ).split(' '),
)

/** Endings of domains that are common; those of countries have two letters. */
const endings = new Set(
  (
    'com net org edu gov mil int info biz example test cloud app dev tech online shop store group company bank health ' +
    'solutions global agency software systems digital academy school university college care clinic hospital insurance ' +
    'finance capital law legal consulting engineering energy industries international network works world berlin hamburg ' +
    'koeln bayern wien gmbh swiss paris london nyc amsterdam eus cat coop museum aero jobs travel media news studio ' +
    'design site space team xyz zone one pro live life versicherung immobilien haus schule reise restaurant gmbh church ngo ong ' +
    'mobi tel post auto car cars bike eco energy farm garden house properties estate build construction supply tools parts'
  ).split(' '),
)

/** Whether a word without an address before it can be a domain, and not a name, a file or a setting. */
export function hasDomainEnding(domain: string): boolean {
  const ending = domain.split('.').at(-1) ?? ''
  if (/^(?:user|client|app|object|tenant|session|claims?|profile|attributes?)\./.test(domain)) {
    return false
  }
  return ending.startsWith('xn--') || endings.has(ending) || /^\p{L}{2}$/u.test(ending)
}

export const isFileEnding = (domain: string): boolean =>
  notEndings.has(domain.split('.').at(-1) ?? '')
