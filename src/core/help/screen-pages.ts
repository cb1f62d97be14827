import type { HelpPage } from './help-page'

/** Help for the screens that the rail at the left leads to. */
export const screenPages = {
  main: {
    title: 'Organizations and connections',
    about:
      'An organization is a customer with the e-mail domains of its people. A connection is how they sign in: an identity provider by OIDC or SAML. Who enters an address of one of the domains is sent to the organization’s connections.',
    steps: [
      'Choose a row to see and edit it at the right. Choosing an organization shows only its connections.',
      'Select several rows with Shift and Ctrl or Cmd. Their menu moves, duplicates, checks, exports or deletes them in one step.',
      'Sort the connections, and choose their columns, in the menu Columns and sorting. The columns stand where the list is wide enough.',
      'Drag a connection onto an organization to move it there: the redirect URLs that change are shown first.',
      'Every edit is kept in a draft on this computer at once. Nothing is sent before you publish.',
      'Undo and Redo go through the steps of the draft. An edited field has a button that takes back what the server has.',
      'Copy the redirect URL or the ACS URL of a connection, or make a hand-over sheet for whoever sets up the identity provider.',
      'Check reads what the identity provider publishes and says whether sign-in can work.',
    ],
    wrong: [
      'An organization with domains and no enabled connection locks its people out: they have no other way to sign in.',
      'A connection that is replaced by one with another ID does not know the members of the former one.',
      'Ory does not check that the address from the identity provider lies in the organization’s domains: a mapper can refuse others.',
    ],
    tables: ['organization', 'connection'],
    fields: ['protocol', 'move-organization', 'duplicate-project'],
    links: ['docs.organizations', 'docs.redirect-url'],
  },
  mappers: {
    title: 'Mappers',
    about:
      'Every mapper of the project, with the connections that use it and its mistakes. A mapper is a Jsonnet text that makes an identity of what the identity provider sends.',
    steps: [
      'Choose a mapper to see each mistake with its place, its reason and, where there is one, a fix.',
      'Edit mapper opens it beside sample claims.',
    ],
    wrong: [
      'Claims that are empty, zero or false are left out by Ory: reading email_verified without a default stops the sign-in when it is false.',
      'Groups, roles and other claims of your own are only under claims.raw_claims, which not every provider has.',
    ],
    fields: ['mapper-connection'],
    links: ['docs.mappers'],
  },
  mapper: {
    title: 'Mapper editor',
    about:
      'A mapper beside the claims of a sign-in and what Ory makes of them. It runs in the engine that Ory uses, on this computer.',
    steps: [
      'Choose claims to try, or paste your own: JSON, a token or the result of a test sign-in.',
      'The result shows the identity, the whole output, what happens at sign-in, and the trace.',
      'Save a case with what you expect. Before publishing, the cases of the changed mappers are run.',
      'Make a mapper from a table of traits in place of writing it.',
    ],
    wrong: [
      'One second and 256 KiB of output are the limits at Ory. A mapper near them is a danger to every sign-in.',
      'The output needs identity.traits as an object, even if it is empty.',
      'A mapper must hold no secrets: Ory stores it unencrypted at a public address.',
    ],
    fields: [
      ...(['sample', 'own-claims', 'schema', 'case-name', 'case-error'] as const),
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
    title: 'History',
    about:
      'The steps of the draft, and each publish from this computer with its requests, answers and changes. Ory has no history of its own that could be read.',
    steps: [
      'The arrow keys move through the steps and the publishes, and show what each changed.',
      'Click a step, or press Enter on it, to go back to it. What comes after it is undone and can be done again.',
      'Restore beneath a step does again what was abandoned there by another edit.',
      'Choose a publish to see what it changed, what was sent and the sheets to hand over.',
      'Revert makes a draft that undoes it. You review and publish that draft like any other.',
    ],
    wrong: [
      'What others changed since is not undone: where it touches the same fields, you are asked.',
      'A secret that was replaced cannot be brought back: the app never had the former one.',
    ],
  },
  attention: {
    title: 'What needs attention',
    about:
      'What of this project cannot work or soon will not, the worst first: certificates, checks that failed, mappers with mistakes, connections that are disabled or cannot sign anybody in.',
    steps: [
      'Press the button of a line: it goes to the place where the remedy is, or checks again.',
      'Check all reads what each identity provider publishes. No key and no secret is sent.',
    ],
    wrong: [
      'It looks at what was read last: refresh the project if others changed it.',
      'A check of an address in a private network asks first, so check such a connection by itself.',
    ],
  },
  radar: {
    title: 'Radar',
    about:
      'What is wrong or will be, in every project that was read on this computer: the reason, and what to do about it.',
    steps: [
      'Choose a finding to read about it and to go to its place.',
      'Silence a finding with a reason, until a day of your choice.',
    ],
    wrong: ['It looks at what was read last: refresh a project if others changed it.'],
    fields: ['finding-kind', 'project', 'group-by', 'silence-reason', 'silence-until'],
  },
  who: {
    title: 'Who signs in where',
    about:
      'Type e-mail addresses or domains: for each project you see which organization takes them, which connections are offered, and what the mapper makes of the address.',
    steps: ['Paste one address or a whole list.', 'Choose a row to see the connections in order.'],
    wrong: [
      'A domain that stands in two organizations leads to either.',
      'An address of no organization gets the project’s other ways to sign in.',
    ],
    fields: ['addresses'],
    links: ['docs.organizations'],
  },
  bulk: {
    title: 'Bulk edit',
    about: 'One change for many connections or organizations of several projects.',
    steps: [
      'Choose what to change, then the change, then look at the preview row by row.',
      'The changes become edits in the drafts of the projects. Publish them from here or one project at a time.',
    ],
    wrong: ['What cannot take the change is left out, and the preview says why.'],
    fields: ['bulk-scopes', 'bulk-value', 'bulk-table', 'locked-out', 'project-slug'],
  },
  'mapper-library': {
    title: 'Mapper library',
    about:
      'The mappers of all projects with their uses and cases, and which of them are nearly the same.',
    steps: [
      'Name a mapper and write notes about it.',
      'Edit a mapper once for all connections that use it; the cases show what changes.',
    ],
    wrong: [
      'Each use stands in its project’s draft afterwards: nothing is sent before you publish.',
    ],
    fields: ['mapper-name', 'mapper-notes'],
    links: ['docs.mappers'],
  },
  compare: {
    title: 'Compare projects',
    about:
      'Two projects, a draft, an earlier publish or a file side by side, and what it would do to people if the right side became as the left.',
    steps: [
      'Choose both sides at the top.',
      'Mark a difference as expected to leave it out from then on.',
      'Copy what is chosen into the draft of the other project, with substitutions for hosts and IDs.',
    ],
    wrong: ['Secrets are never read, so they are not compared and have to be typed again.'],
    fields: ['compare-side', 'compare-state', 'compare-match', 'rule-kind', 'rule-from', 'rule-to'],
  },
  'team-folder': {
    title: 'Team folder',
    about:
      'A folder, for example of a git repository, in which a team keeps set-ups, expected differences and notes. It shows what differs both ways.',
    steps: ['Choose a folder for the workspace.', 'Write to it, or load from it as drafts.'],
    wrong: ['It never holds keys or secrets.'],
    fields: ['workspace'],
  },
  settings: {
    title: 'Settings',
    about: 'Theme, working offline, workspaces, and where files and keys are stored.',
    steps: [
      'Work offline sends nothing, even after a restart.',
      'Look for new versions asks once a day whether there is one, with nothing but the name and version of the app. It is off until you turn it on.',
      'Keys and client secrets are in the keychain of this computer and nowhere else.',
    ],
    wrong: ['Without a keychain, keys are kept in memory and asked for again after each start.'],
  },
} as const satisfies Readonly<Record<string, HelpPage>>
