import { t } from '../language/translate'
import type { HelpPage } from './help-page'

export const screenPages = {
  main: {
    title: t('Organizations and connections'),
    about: t(
      'An organization is a customer with the e-mail domains of its people. A connection is how they sign in: an identity provider by OIDC or SAML. Who enters an address of one of the domains is sent to the organization’s connections.',
    ),
    steps: [
      t(
        'Choose a row to see and edit it at the right. Choosing an organization shows only its connections.',
      ),
      t(
        'Select several rows with Shift and Ctrl or Cmd. Their menu moves, duplicates, checks, exports or deletes them in one step.',
      ),
      t(
        'Sort the connections, and choose their columns, in the menu Columns and sorting. The ' +
          'columns are shown where the list is wide enough.',
      ),
      t(
        'Drag a connection onto an organization to move it there: the redirect URLs that change are shown first.',
      ),
      t(
        'Every edit is kept in a draft on this computer at once. Nothing is sent before you publish.',
      ),
      t(
        'Undo and Redo go through the steps of the draft. An edited field has a button that ' +
          'restores what the server has.',
      ),
      t(
        'Copy the redirect URL or the ACS URL of a connection, or make a hand-over sheet for whoever sets up the identity provider.',
      ),
      t('Check reads what the identity provider publishes and says whether sign-in can work.'),
      t(
        'An organization lists its SCIM clients, by which its identity provider adds and removes people: copy the server URL of one from there.',
      ),
    ],
    wrong: [
      t(
        'An organization with domains and no enabled connection locks its people out: they have no other way to sign in.',
      ),
      t('A connection that replaces one with another ID does not know the members of that one.'),
      t(
        'Ory does not check that the address from the identity provider lies in the organization’s domains: a mapper can refuse others.',
      ),
    ],
    tables: ['organization', 'connection', 'scim-client'],
    fields: ['protocol', 'secret-end', 'txt-record-name', 'move-organization', 'duplicate-project'],
    links: ['docs.organizations', 'docs.redirect-url'],
  },
  mapper: {
    title: t('Mapper editor'),
    about: t(
      'A mapper beside the claims of a sign-in and what Ory makes of them. It runs in the engine that Ory uses, on this computer.',
    ),
    steps: [
      t('Choose claims to try, or paste your own: JSON, a token or the result of a test sign-in.'),
      t('The result shows the identity, the whole output, what happens at sign-in, and the trace.'),
      t(
        'Save a case with what you expect. Before publishing, the cases of the changed mappers are run.',
      ),
      t('Make a mapper from a table of traits instead of writing it.'),
      t(
        'A mapper of a SCIM client is tried with a user instead of claims. Try a mapper, in the menu Go, opens one that nothing has yet.',
      ),
      t(
        'Enter an existing account and its organization to see whether Ory updates or adopts it, or answers with 409.',
      ),
    ],
    wrong: [
      t(
        'One second and 256 KiB of output are the limits at Ory. A mapper near them is a danger to every sign-in.',
      ),
      t('The output needs identity.traits as an object, even if it is empty.'),
      t(
        'What Ory does around a mapper for SCIM is known from its documents alone. Its traits and metadata replace the existing ones. DELETE of a user deletes the identity.',
      ),
      t('A mapper must hold no secrets: Ory stores it unencrypted at a public address.'),
    ],
    fields: [
      ...([
        'sample',
        'own-claims',
        'scim-sample',
        'own-user',
        'schema',
        'case-name',
        'case-error',
      ] as const),
      ...([
        'trait-name',
        'trait-type',
        'trait-source',
        'trait-condition',
        'trait-address',
      ] as const),
      ...(['claim-path', 'fixed-value', 'claims-joined', 'separator', 'mapper-domains'] as const),
    ],
    links: ['docs.mappers'],
  },
  history: {
    title: t('History'),
    about: t(
      'The steps of the draft, and each publish from this computer with its requests, answers and changes. Ory has no history of its own that could be read.',
    ),
    steps: [
      t('The arrow keys move through the steps and the publishes, and show what each changed.'),
      t(
        'Click a step, or press Enter on it, to go back to it. What comes after it is undone and can be done again.',
      ),
      t('Restore beneath a step does again what was abandoned there by another edit.'),
      t('Choose a publish to see what it changed, what was sent and the sheets to hand over.'),
      t('Revert makes a draft that undoes it. You review and publish that draft like any other.'),
      t(
        'What the command line of this computer published stands among them. Of what was published elsewhere, the team folder has the last: who, when, why and for which ticket.',
      ),
    ],
    wrong: [
      t(
        'What others changed since is not undone: where it touches the same fields, you are asked.',
      ),
      t('A secret that was replaced cannot be brought back: the app never had the former one.'),
    ],
  },
  home: {
    title: t('Home'),
    about: t(
      'What cannot work or soon will not, in every project that was read on this computer, production first and then the worst: certificates, checks that failed, mappers with mistakes, connections that are disabled or cannot sign anybody in.',
    ),
    steps: [
      t('Press the button of a line: it goes to the place where the remedy is, or checks again.'),
      t('Choose a finding to read about it and to go to its place.'),
      t(
        'With the keyboard: the arrow keys go from finding to finding, Ctrl/Cmd+Enter carries ' +
          'out the remedy.',
      ),
      t('Silence a finding with a reason, until a day of your choice.'),
      t(
        'Save calendar writes when certificates and client secrets expire as a file for your calendar, of all projects or of the chosen one. Save it again later: the events move. The system tells too, unless that is switched off in Settings.',
      ),
      t(
        'Choose a project to check all its connections. The check reads what each identity provider publishes; no key and no secret is sent.',
      ),
    ],
    wrong: [
      t(
        'Projects that were never read, or not for an hour, are read when Home is shown, unless that is switched off in Settings.',
      ),
      t(
        'A check of an address in a private network asks first, so check such a connection by itself.',
      ),
    ],
    fields: [
      'finding-kind',
      'project',
      'finding-organization',
      'group-by',
      'silence-reason',
      'silence-until',
    ],
  },
  'all-organizations': {
    title: t('All organizations'),
    about: t(
      'Every organization, connection and SCIM client of every project that was read on this computer, with its drafts, as one table. An e-mail address, a domain or a pasted list in its box answers who signs in where.',
    ),
    steps: [
      t('Type any words to filter, and press a chip to narrow the rows.'),
      t(
        'Paste addresses: those of an organization come first, then the others, each with the domain that an organization would need.',
      ),
      t('Choose an address to see the connections in order, and to try their mapper.'),
      t(
        'Choose columns and an order in the menu of the columns. Save them as a view, with the filter.',
      ),
      t(
        'Select several rows with Shift, Ctrl or Cmd to copy them as a table. Enter opens a row in its project.',
      ),
    ],
    wrong: [
      t('A domain of two organizations leads to either of them.'),
      t('An address of no organization gets the project’s other ways to sign in.'),
      t('It looks at what was read last: refresh a project if others changed it.'),
    ],
    fields: ['addresses', 'project', 'environment', 'view-name'],
    links: ['docs.organizations'],
  },
  'change-several': {
    title: t('Actions on several rows'),
    about: t(
      'What can be done with several organizations or connections, of one project or of several.',
    ),
    steps: [
      t(
        'Select rows with Ctrl/Cmd or Shift, then choose an action in the bar beneath: change, move, copy, export, delete.',
      ),
      t('Choose what to change, then look at the preview row by row.'),
      t(
        'The changes become edits in the drafts of the projects. Nothing is sent before you publish them.',
      ),
    ],
    wrong: [t('What cannot take the change is left out, and the preview says why.')],
    fields: ['bulk-what', 'bulk-table'],
  },
  drafts: {
    title: t('Drafts'),
    about: t(
      'Every draft that has changes: what its publish would send and do to people, what ' +
        'prevents it, and when it was last edited.',
    ),
    steps: [
      t('Review a draft here, or open its project.'),
      t(
        'Choose several drafts and publish them one after the other: production last, each with its own entry in the history.',
      ),
      t('Then hand over what is listed: addresses and sheets, until you close the list.'),
    ],
    wrong: [
      t('A draft with conflicts or errors is published without the changes that have them.'),
      t('After a failure the others stay in their drafts, or go on, as you chose.'),
    ],
    fields: ['publish-summary', 'publish-ticket', 'locked-out'],
  },
  mappers: {
    title: t('Mappers'),
    about: t(
      'Every mapper of every project that was read on this computer, each text once: its mistakes, uses and cases, and which are nearly the same. A mapper is a Jsonnet text that makes an identity of what the identity provider sends.',
    ),
    steps: [
      t('Choose a project, press a chip or type words to list some of them.'),
      t(
        'Choose a mapper to see each mistake with its place, its reason and, where there is one, a fix for one connection or for all.',
      ),
      t(
        'Edit mapper opens it beside sample claims. There, “Edit everywhere…” puts the edited text into the drafts of other projects.',
      ),
      t('Give a mapper a name and notes, which every project that has the text shows.'),
    ],
    wrong: [
      t('An edit stands in the drafts of its projects: nothing is sent before you publish them.'),
      t(
        'Claims that are empty, zero or false are left out by Ory: reading email_verified without a default stops the sign-in when it is false.',
      ),
      t(
        'Groups, roles and other claims of your own are only under claims.raw_claims, which not every provider has.',
      ),
    ],
    fields: ['project', 'mapper-name', 'mapper-notes'],
    links: ['docs.mappers'],
  },
  compare: {
    title: t('Compare'),
    about: t(
      'Two projects, a draft, an earlier publish, a file or a team folder side by side, and what it ' +
        'would do to people if the right side became like the left.',
    ),
    steps: [
      t('Choose both sides at the top.'),
      t('Mark a difference as expected to leave it out from then on.'),
      t(
        'Take what is chosen into the draft of the other project. Named values put its hosts and IDs in the place of these.',
      ),
    ],
    wrong: [t('Secrets are never read, so they are not compared and have to be typed again.')],
    fields: [
      'compare-side',
      'compare-state',
      'compare-match',
      'value-name',
      'value-kind',
      'value-text',
      'value-project',
    ],
  },
  'team-folder': {
    title: t('Team folder'),
    about: t(
      'A folder, for example of a git repository, in which a team keeps set-ups, expected differences and notes. Compare has it as a side, and shows what differs both ways. A number at Compare says how much in it is new.',
    ),
    steps: [
      t('Choose a folder for the workspace, in Compare or in Settings.'),
      t('Write to it, or load from it as drafts.'),
      t('Compare one project side by side to take some of its differences alone.'),
    ],
    wrong: [t('It never holds keys or secrets.')],
    fields: ['workspace'],
  },
  settings: {
    title: t('Settings'),
    about: t('Your name, theme, working offline, workspaces, and where files and keys are stored.'),
    steps: [
      t('Work offline sends nothing, even after a restart.'),
      t(
        'Read projects automatically lets Home read what is missing or old when it is shown. ' +
          'Switched off, nothing is read before you ask for it.',
      ),
      t(
        'Look for new versions asks once a day whether there is one, with nothing but the name and version of the app. It is off until you turn it on.',
      ),
      t(
        'Show a notification of the system tells once at each step what expires, while the app is open. On Linux the desktop has to show notifications.',
      ),
      t('Keys and client secrets are in the keychain of this computer and nowhere else.'),
    ],
    wrong: [t('Without a keychain, keys are kept in memory and asked for again after each start.')],
    fields: ['person-name'],
  },
} as const satisfies Readonly<Record<string, HelpPage>>
