import { t } from '../language/translate'
import { soonDays } from '../saml/certificate-state'
import type { RadarRule } from './finding'
import { staleDays } from './rules-state'

/** A rule in words. */
export interface RuleWords {
  /** Names all its findings, such as `Locked out`. */
  readonly title: string
  /** Why a finding matters, in one sentence. */
  readonly why: string
  /** What to do about it. */
  readonly remedy: string
}

/** What each rule is about, for the window and for the command line. */
export const ruleWords: Readonly<Record<RadarRule, RuleWords>> = {
  'lock-out': {
    title: t('Nobody can sign in'),
    why: t(
      'People of these domains are sent to single sign-on, get no password field, and find no connection that works.',
    ),
    remedy: t('Give the organization a connection that works, or take the domains away from it.'),
  },
  'method-off': {
    title: t('Sign-in method is off'),
    why: t('As long as the method is off, Ory offers none of its connections to anybody.'),
    remedy: t(
      'Switch the method on in the Ory Console, or delete its connections. Publishing a new connection switches it on too.',
    ),
  },
  'certificate-expired': {
    title: t('Certificate has expired'),
    why: t(
      'Sign-ins of the connection are signed with a certificate that is no longer valid, and may be refused at any time.',
    ),
    remedy: t('Ask the identity provider for its new metadata and put it into the connection.'),
  },
  'certificate-expiring': {
    title: t('Certificate expires soon'),
    why: t(
      'Within {count, plural, one {# day} other {# days}} the identity provider has to sign with another certificate, which Ory does not know yet.',
      { count: soonDays },
    ),
    remedy: t(
      'Ask the identity provider for metadata with its next certificate, and put it in before that day.',
    ),
  },
  'organization-gone': {
    title: t('Organization does not exist'),
    why: t(
      'A connection of an organization that is gone is offered to nobody; who signed in with it cannot any more.',
    ),
    remedy: t('Give the connection to an organization that exists, or delete it.'),
  },
  'cannot-sign-in': {
    title: t('Connection cannot work'),
    why: t('Ory shows the button of the connection, and whoever presses it comes to no sign-in.'),
    remedy: t('Fill in what is missing, or give each connection an ID of its own.'),
  },
  'check-failed': {
    title: t('Check failed'),
    why: t(
      'What the identity provider publishes did not fit the connection when it was last checked.',
    ),
    remedy: t('Put right what the check says, and check again.'),
  },
  'domain-twice': {
    title: t('Domain claimed twice'),
    why: t('Ory does not say which of the organizations then takes the people of the domain.'),
    remedy: t('Leave the domain with one organization.'),
  },
  'cases-failing': {
    title: t('Saved cases fail'),
    why: t('The mapper no longer gives the results that its saved cases expect.'),
    remedy: t(
      'Open the mapper and run its cases: correct the mapper, or the case where it is out of date.',
    ),
  },
  'mapper-findings': {
    title: t('Mapper with findings'),
    why: t('The mapper has a mistake that makes sign-ins fail or give wrong results.'),
    remedy: t('Open the mapper: each finding says where it is, and many offer a fix.'),
  },
  'social-domain': {
    title: t('Identity provider of an organization, open to all'),
    why: t(
      'The connection belongs to no organization, so everybody sees its button, and who signs in becomes no member.',
    ),
    remedy: t(
      'Assign it to the organization again if it was removed by mistake. Unless it forces PKCE, its redirect URL changes with that: enter it at the identity provider first.',
    ),
  },
  'http-issuer': {
    title: t('Issuer without https'),
    why: t('Whoever can change traffic between Ory and the issuer can sign in as anybody.'),
    remedy: t(
      'Change the issuer to https, and run the check before you publish: the identity provider has to publish the same issuer.',
    ),
  },
  'unknown-provider': {
    title: t('Unknown kind of provider'),
    why: t(
      'Nothing can be said about what such a connection needs, and Ory may refuse changes of the project because of it.',
    ),
    remedy: t('Compare the kind with Ory’s documentation, or update this app.'),
  },
  'whole-write': {
    title: t('Connections written as a whole'),
    why: t(
      'Somebody may have replaced all connections at once, which can lose client secrets and states without notice.',
    ),
    remedy: t('Try a sign-in with the connections, and enter client secrets again where it fails.'),
  },
  'changed-elsewhere': {
    title: t('Changed outside of this app'),
    why: t('Another person or tool changed the project since it was last opened here.'),
    remedy: t('Look at the change and mark the project as seen.'),
  },
  'stale-draft': {
    title: t('Draft left behind'),
    why: t(
      'After {count, plural, one {# day} other {# days}} without an edit it is likely that nobody remembers what the draft is for.',
      { count: staleDays },
    ),
    remedy: t('Publish the draft or discard it.'),
  },
  disabled: {
    title: t('Connection is disabled'),
    why: t('Nobody can sign in with a disabled connection.'),
    remedy: t('Enable it in the Ory Console, or delete it if nobody needs it.'),
  },
  'domain-elsewhere': {
    title: t('Domain in another project'),
    why: t(
      'This is right if a customer uses both applications. Otherwise one of the projects sends people to the wrong place.',
    ),
    remedy: t(
      'Remove the domain from the project that the customer does not use, or silence the finding.',
    ),
  },
  'domain-below': {
    title: t('Sub-domain of another organization'),
    why: t(
      'Ory compares whole domains, so people of the sub-domain never sign in through the organization above.',
    ),
    remedy: t('Leave it if both are intended; otherwise move the domain.'),
  },
  'issuer-differs': {
    title: t('Issuer differs between environments'),
    why: t(
      'A test in one environment says little about another with a different identity provider.',
    ),
    remedy: t(
      'Silence the finding if each environment has its own identity provider; otherwise correct the issuer.',
    ),
  },
  'default-mapper': {
    title: t('Default mapper'),
    why: t(
      'It copies only the e-mail address: names and other traits of the identity schema stay empty.',
    ),
    remedy: t('Open the mapper and map the traits that the project needs, or silence the finding.'),
  },
}
