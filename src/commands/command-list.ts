import type { Command } from './command.ts'

/** A command as the overview shows it. It is loaded when it is run: none should wait for what only another needs. */
export interface ListedCommand {
  name: string
  summary: string
  load(): Promise<Command>
}

export const commandList: ListedCommand[] = [
  {
    name: 'serve',
    summary: 'Run the service (the default).',
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    name: 'demo',
    summary: 'See it work without any account: a sandbox help desk, two bots, an outage, the proof.',
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    name: 'check',
    summary: 'Prove the set-up: configuration, store, credentials, permissions, limits, field mapping.',
    load: async () => (await import('./check.ts')).check,
  },
  {
    name: 'handoffs',
    summary: 'List, show, retry, release, dismiss or edit hand-offs.',
    load: async () => (await import('./handoffs.ts')).handoffs,
  },
  {
    name: 'tickets',
    summary: 'Find and read tickets, reply, note, assign, hand over, change them; whichever help desk it is.',
    load: async () => (await import('./tickets.ts')).tickets,
  },
  {
    name: 'policy',
    summary: 'Check the company’s rules, explain them on one hand-off, replay them over the last days.',
    load: async () => (await import('./policy.ts')).policy,
  },
  {
    name: 'triage',
    summary:
      'Tickets that came by other ways: what was predicted, what it is worth, modes, stop, undo, backtest.',
    load: async () => (await import('./triage.ts')).triage,
  },
  {
    name: 'models',
    summary:
      'What was trained, how good it is, and which of it is in use: list, show, compare, promote, roll back.',
    load: async () => (await import('./models.ts')).models,
  },
  {
    name: 'evaluate',
    summary: 'Judge a model on labelled texts of your own: figures, classes, errors; as a page with --html.',
    load: async () => (await import('./evaluate.ts')).evaluate,
  },
  {
    name: 'classify',
    summary: 'What a text would be filed as, who decided it, and why; many at once with --file.',
    load: async () => (await import('./classify.ts')).classify,
  },
  {
    name: 'suggest-labels',
    summary: 'Which tickets to label next: those of which a model would learn most.',
    load: async () => (await import('./suggest-labels.ts')).suggestLabels,
  },
  {
    name: 'train',
    summary: 'Train a model on past tickets, of a help desk, the ledger or a file; judge it, and use it.',
    load: async () => (await import('./train.ts')).train,
  },
  {
    name: 'custody',
    summary: 'The proof that nothing is lost: received = delivered + under way + parked + dismissed.',
    load: async () => (await import('./custody.ts')).custody,
  },
  {
    name: 'erase',
    summary: 'Erase everything kept about one person; counts and ticket numbers stay.',
    load: async () => (await import('./erase.ts')).erase,
  },
  {
    name: 'keys',
    summary: 'Make, list and revoke API keys: named, with what each may do, and with an end.',
    load: async () => (await import('./keys.ts')).keys,
  },
  {
    name: 'users',
    summary: 'The people of the desk: list, add, a new link for whoever is locked out, roles, switch off.',
    load: async () => (await import('./users.ts')).users,
  },
  {
    name: 'audit',
    summary: 'Who changed what: every write by the API and by commands, done or refused.',
    load: async () => (await import('./audit.ts')).audit,
  },
  {
    name: 'migrate-store',
    summary: 'Move everything from the data folder to PostgreSQL, beside the running service, and prove it.',
    load: async () => (await import('./migrate-store.ts')).migrateStore,
  },
  {
    name: 'new-adapter',
    summary: 'For programmers: the skeleton of another help desk, with the contract that it has to pass.',
    load: async () => (await import('./new-adapter.ts')).newAdapter,
  },
]
