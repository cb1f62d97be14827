import { t } from '../language/translate'
import type { HelpPage } from './help-page'

export const taskPages = {
  start: {
    title: t('First steps'),
    about: t(
      'The app edits single sign-on in the projects of a workspace of Ory Network. Connect a workspace by an API key, or open the demo, which needs no account.',
    ),
    steps: [
      t('In the Ory Console, make a workspace API key under workspace settings, API keys.'),
      t('Connect the workspace with it. The key goes to the keychain of this computer.'),
      t('Open a project, edit it as a draft, review the changes and publish them.'),
    ],
    wrong: [
      t('A project key is refused: it opens one project’s data and not its settings.'),
      t('A workspace key opens every project of the workspace, production too.'),
    ],
    fields: ['api-key', 'api-address', 'workspace-name'],
    links: ['console.api-keys', 'docs.organizations'],
  },
  review: {
    title: t('Review and publish'),
    about: t(
      'What the draft changes and what that does to people, before anything is sent. The patch is sent only to the revision that you see: if someone changed the project meanwhile, nothing is sent and you are shown the difference.',
    ),
    steps: [
      t('It opens on the impact: what the changes do to people, the worst first.'),
      t('Leave out a change by its check box; it stays in the draft.'),
      t('Say in a line what it is for, with a ticket if there is one: the history keeps it.'),
      t('“Exactly what is sent” shows the JSON Patch, the requests, and the same as commands.'),
      t(
        'In production one question says what happens, what is deleted and who has to be told what. Only where people are locked out, anywhere, you type their domain.',
      ),
    ],
    wrong: [
      t('One invalid entry, such as a bad SAML certificate, makes Ory refuse the whole patch.'),
      t(
        'Ory drops keys that it does not know without an error: the app reads the answer and says what is missing.',
      ),
    ],
    fields: ['publish-summary', 'publish-ticket', 'locked-out'],
  },
  conflict: {
    title: t('Changes by others'),
    about: t(
      'Someone else changed the same field while it was in your draft. You see the old value, yours and theirs.',
    ),
    steps: [
      t('Choose for each field which value counts.'),
      t('Decide later if you have to ask first.'),
    ],
    wrong: [t('Until you decide, the fields concerned cannot be published.')],
  },
  check: {
    title: t('Check connection'),
    about: t(
      'Reads the discovery document, keys or metadata that the identity provider publishes, and says step by step whether sign-in can work.',
    ),
    steps: [
      t('Each step says what was read and what was expected.'),
      t(
        'Of a SCIM client, it asks the SCIM server of the project with the secret token, which you enter for it.',
      ),
    ],
    wrong: [
      t('It cannot check the client secret: only a sign-in shows whether it is right.'),
      t('A check sends no user: only the first one shows whether the mapper takes it.'),
    ],
    fields: ['check-secret'],
  },
  'try-connection': {
    title: t('Try a sign-in'),
    about: t(
      'A real sign-in at the identity provider with an OIDC connection, as a test flow of Ory: it makes neither an identity nor a session.',
    ),
    steps: [
      t('Sign in with an account of the customer or a test account of theirs.'),
      t(
        'You see which step failed, the claims, and what the mapper made of them. Save them as a case.',
      ),
    ],
    wrong: [
      t('Ory has no test flow for SAML connections.'),
      t('Ory tests what is published, not the draft.'),
    ],
    fields: ['try-result', 'case-name', 'project-slug'],
  },
  handover: {
    title: t('Hand-over sheet'),
    about: t(
      'A sheet for the person who sets up the identity provider: each value they need, in the words of their product.',
    ),
    steps: [
      t('Choose the guide of their product.'),
      t('Copy it, print it or save it.'),
      t(
        'That of a SCIM client says what to switch on, what to test and in which order. Its secret token goes to them by another way.',
      ),
    ],
    wrong: [t('The sheet holds no secrets. Never send a client secret by e-mail.')],
    fields: ['guide', 'sheet-language'],
    links: ['docs.redirect-url'],
  },
  certificate: {
    title: t('Replace a certificate'),
    about: t(
      'The identity provider signs each SAML sign-in with a key, and Ory verifies it with the certificate in the metadata of the connection. Before the old certificate expires, or when the key changes, the new one has to be here.',
    ),
    steps: [
      t(
        'Paste the new certificate, drop its file, or paste the new metadata: PEM, DER and base64 are read.',
      ),
      t('Compare the fingerprint with what the identity provider shows.'),
      t(
        'Offer both, publish, and let the identity provider change over. Afterwards keep the new one alone.',
      ),
    ],
    wrong: [
      t(
        'Replacing the old one at another time than the identity provider changes over refuses every sign-in between.',
      ),
      t(
        'A private key belongs to the identity provider alone: one that is pasted here is not read and not kept.',
      ),
      t(
        'Ory does not look at the dates of a certificate: many identity providers do, and stop signing with one that expired.',
      ),
    ],
    fields: ['certificate'],
  },
  paste: {
    title: t('Paste details'),
    about: t('Fills the form with what a customer sent: an address, metadata or a whole e-mail.'),
    steps: [t('Paste, look at what was found, and choose what to fill in.')],
    wrong: [t('Nothing is filled in without you.')],
    fields: ['paste'],
  },
  'redirect-hosts': {
    title: t('Redirect hosts'),
    about: t(
      'Which host receives the callbacks of all OIDC connections, and which redirect URLs change with it.',
    ),
    steps: [t('Register the new URLs at every identity provider before you publish.')],
    wrong: [
      t(
        'A change moves all redirect URLs at once; where the new one is not registered, sign-in fails.',
      ),
    ],
    tables: ['method'],
    links: ['docs.redirect-url'],
  },
  'portal-links': {
    title: t('Portal links'),
    about: t(
      'A portal link lets a customer set up their own connection at Ory. It can be used many times until it expires.',
    ),
    steps: [
      t('Make a link, extend it or delete it: each takes effect at once, outside the draft.'),
    ],
    wrong: [
      t('Whoever has the link can change the organization’s connections: send it like a secret.'),
    ],
    fields: [
      'link-expiry',
      'link-date',
      'link-host',
      'link-mapper',
      'link-acs',
      'link-redirect',
      'link-audience',
      'link-scim-url',
      'project-slug',
    ],
    links: ['docs.organizations'],
  },
  'set-up-file': {
    title: t('Import and export'),
    about: t('The set-up of a project as a file without secrets, and a file as edits of a draft.'),
    steps: [
      t('Choose what to export or import.'),
      t('What is imported is in the draft; nothing is sent.'),
    ],
    wrong: [t('Secrets are in no file: type them again after an import.')],
  },
  people: {
    title: t('People behind a set-up'),
    about: t(
      'How many people are in each organization, how many signed in within a week and when the last of them did; and who is in no organization though their domain has one. The app reads it from the project’s own API and changes no accounts.',
    ),
    steps: [
      t(
        'Count with an API key of the project, which the keychain keeps for this project alone, or let the app make one for some minutes: it asks before, and deletes it again.',
      ),
      t('A count can be cancelled, and goes on later. Until then every number is “at least”.'),
      t(
        'Numbers and times are kept on this computer and stay offline, with their age. No name, address or ID of a person is.',
      ),
      t(
        'Show lists the people of a group after the app has asked you. The list is in memory alone and gone when it closes; Export IDs writes a table of IDs.',
      ),
      t(
        'Accounts that are older than the organization stay outside. Whoever looks after accounts puts them in, in the Ory Console or by PATCH on /admin/identities/ID with the path /organization_id: one first, and a sign-in, then the others.',
      ),
      t(
        'Emergency access is a recovery address with break_glass_for_organization: its person may sign in by a code in an e-mail when the identity provider does not work.',
      ),
    ],
    wrong: [
      t(
        'The last sign-in comes from sessions that Ory still has. A person without one counts as unknown, which is not never.',
      ),
      t('A connection counts who has a session by it. More people may have an account by it.'),
      t('A key of the workspace reads no people: it has to be one of the project.'),
    ],
    fields: ['project-api-key', 'project-slug'],
    links: ['docs.organizations'],
  },
  'project-settings': {
    title: t('Projects and workspaces'),
    about: t('Make a project read-only, and see its key and its workspace.'),
    steps: [
      t('A read-only project cannot be published from this computer until it is unlocked.'),
      t('Replace the key of a workspace before it expires.'),
      t('A workspace can ask for a summary of each publish.'),
    ],
    wrong: [
      t(
        'Disconnecting deletes the key from the keychain. Drafts can be restored from the trash for 30 days.',
      ),
    ],
    fields: ['workspace-name', 'api-key', 'api-address'],
    links: ['console.api-keys'],
  },
  switcher: {
    title: t('Find anything'),
    about: t(
      'Any project of any workspace, and any organization, domain or connection that was read on this computer.',
    ),
    steps: [
      t('Type two letters or more.'),
      t('The command palette finds every command and every page of this help.'),
    ],
    wrong: [t('A project that was never opened here is found by its name alone.')],
  },
  diagnostics: {
    title: t('Diagnostics'),
    about: t(
      'A text about the app for whoever looks into a problem: versions, system, settings, counts and the last lines of the log. It is shown as a whole, and nothing is sent.',
    ),
    steps: [
      t('Read it, then save or copy it, and give it to whom you want.'),
      t('Add the messages of errors if they are asked for.'),
    ],
    wrong: [
      t(
        'It has no keys, secrets, claims, e-mail addresses or labels. Messages of errors may name projects, organizations and servers.',
      ),
    ],
  },
  trash: {
    title: t('Trash'),
    about: t('Discarded drafts and removed workspaces, for 30 days.'),
    steps: [t('Restore brings a draft back as it was.')],
    wrong: [t('After 30 days they are gone.')],
  },
} as const satisfies Readonly<Record<string, HelpPage>>
