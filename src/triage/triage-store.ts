import type { DecidedBy } from '../../schemas/classification.ts'
import type {
  Left,
  PlannedWrite,
  Prediction,
  ToldChange,
  TriageMode,
  TriageOutcome,
} from '../../schemas/triage.ts'

/**
 * What triage remembers: types only. Times are ms since the Unix epoch, of the store's clock. Every verb may throw `TriageUnavailable`;
 * then nothing was changed. Tickets are named by help desk and id.
 */
export interface TriageStore {
  feed(helpdesk: string): Promise<Feed | null>
  feeds(): Promise<Feed[]>
  /**
   * What one page of changes came to, and where to go on, in one commit: after a crash both are there or neither is. Nothing is stored, and
   * false answered, when somebody else has moved the cursor since (`expected`). A ticket that is known keeps its prediction and its
   * write; a version that is older than the known one changes nothing. Hints of tickets that were read with a change as new as the hint go.
   */
  commitPage(page: FeedPage): Promise<boolean>
  /** Of one help desk, those that are known, by ticket id; at most 1,000 ids. */
  known(helpdesk: string, ids: readonly string[]): Promise<Map<string, TriageTicket>>
  find(helpdesk: string, ticketId: string): Promise<TriageTicket | null>
  /** Newest seen first. */
  list(query: TicketListQuery): Promise<{ tickets: TriageTicket[]; next: string | null }>

  /** Stores what an event told, and when (`Feed.eventAt`); several of one ticket become one, with all their changes (the newest 20). */
  putHint(hint: Hint): Promise<void>
  /** Those told before `toldBefore`, oldest first. */
  hints(query: { helpdesk: string; toldBefore: number; limit: number }): Promise<Hint[]>
  /** Only when nothing newer was told since. */
  dropHints(helpdesk: string, hints: readonly Pick<Hint, 'ticketId' | 'toldAt'>[]): Promise<void>

  /** Tickets whose `dueAt` has come (`due`, or `sending` and `unknown` to be looked after), longest due first. */
  due(query: { helpdesk: string; now: number; limit: number }): Promise<TriageTicket[]>
  /**
   * One step of a ticket's write. False, and nothing is changed, when its fence is another one meanwhile: then somebody else has it.
   * True: the fence has grown by one. With `done`, `left` and `undone` the words of a person leave the prediction by themselves.
   */
  step(ticket: Pick<TriageTicket, 'helpdesk' | 'ticketId' | 'fence'>, to: WriteStep): Promise<boolean>
  /** What was written in a run (`done`, `undoing`, `undone`) or may be yet (`sending`, `unknown`), in the order of ids, after `after`. */
  writtenIn(query: { run: string; after: string | null; limit: number }): Promise<TriageTicket[]>

  /** The run of these settings on the UTC day of `now`; begun when there is none. */
  openRun(run: { helpdesk: string; model: string | null; settings: string; now: number }): Promise<Run>
  runs(query: { limit: number }): Promise<RunSummary[]>
  run(id: string): Promise<RunSummary | null>

  /** All of them, from the store each time: what is switched takes effect at once. */
  switches(): Promise<Switch[]>
  /** Null takes it away. Resolves with what it was. */
  setSwitch(name: string, value: string | null, by: { who: string; at: number }): Promise<Switch | null>

  /** Predictions with what came of them, in the order of their prediction. `endedOnly`: of tickets that are solved or closed. */
  evidence(query: EvidenceQuery): AsyncIterable<Evidence>
  /** Counts for a status and for metrics, of tickets seen since. */
  counts(query: { helpdesk: string; since: number }): Promise<TriageCounts>
  /** How many have something to be written, or looked after; quick however many are known. */
  countDue(helpdesk: string): Promise<number>
  setChoices(helpdesk: string, choices: string): Promise<void>
  /** What stands in the way of reading; null: nothing. Other processes ask for it. */
  setProblem(helpdesk: string, problem: string | null): Promise<void>
  /** Those told before `toldBefore`, which nobody has read; at most `limit`, resolves with how many. */
  forgetHints(query: { toldBefore: number; limit: number }): Promise<number>
  /**
   * Forgets tickets last seen before, when nothing is left to do with them or nobody has tried it since, as with a help desk that is not
   * configured any more; and runs without any. At most `limit` rows, resolves with how many.
   */
  forget(query: { seenBefore: number; limit: number }): Promise<number>
  /**
   * Takes the words of a person out of predictions made before that still wait to be written; at most `limit` rows, resolves with how
   * many. Others hold none.
   */
  forgetWords(query: { predictedBefore: number; limit: number }): Promise<number>
}

export interface Feed {
  helpdesk: string
  /** Null: nothing was read yet, and an event or the choices came first; then `begunAt`, `changedUntil` and `polledAt` are 0. */
  cursor: string | null
  begunAt: number
  changedUntil: number
  polledAt: number
  /** When the list was last read to its end; 0: never. */
  caughtUpAt: number
  /** When the last event came in; 0: never. */
  eventAt: number
  read: number
  told: number
  missed: number
  choices: string | null
  /** What stands in the way of reading, in plain words; null: nothing. */
  problem: string | null
}

export interface FeedPage {
  helpdesk: string
  /** The cursor that the page was asked for with; null: it was the first. */
  expected: string | null
  /** Set with the first page. */
  begunAt: number
  next: string
  changedUntil: number
  atEnd: boolean
  now: number
  tickets: readonly SeenTicket[]
  /** Of the changes on this page: told of by an event; missed by events although they arrive. */
  told: number
  missed: number
}

/** One version of a ticket as a page had it. */
export interface SeenTicket {
  ticketId: string
  createdAt: number
  changedAt: number
  left: Left
  /** Null: it is not for triage, and `skipped` says why; absent: it is known, and stays as it is. */
  prediction?: Prediction | null
  skipped?: string | null
  control?: boolean
  /** When a write is to be tried; null: there is nothing to write. Only with a prediction. */
  dueAt?: number | null
  outcome: TriageOutcome | null
  endedAt: number | null
}

/**
 * `null`: nothing to write. `due`: to be decided and written. `sending`: marked, the request may be out. `unknown`: it may have taken
 * effect. `done`: written. `left`: decided not to. `undoing`: marked for an undo, which may be out. `undone`: taken back.
 */
export type WriteState = 'due' | 'sending' | 'unknown' | 'done' | 'left' | 'undoing' | 'undone'
export type WriteAction = 'suggest' | 'apply' | 'route'

export interface TriageTicket {
  helpdesk: string
  ticketId: string
  createdAt: number
  changedAt: number
  seenAt: number
  skipped: string | null
  predictedAt: number | null
  prediction: Prediction | null
  control: boolean
  state: WriteState | null
  dueAt: number | null
  attempts: number
  fence: number
  action: WriteAction | null
  why: string | null
  run: string | null
  planned: PlannedWrite | null
  sentAt: number | null
  wroteAt: number | null
  noteId: string | null
  left: Left | null
  outcome: TriageOutcome | null
  endedAt: number | null
}

/** Only what is given is changed; `prediction` is given to take a person's words out of its reasons. */
export type WriteStep = Partial<
  Pick<
    TriageTicket,
    | 'state'
    | 'dueAt'
    | 'attempts'
    | 'action'
    | 'why'
    | 'run'
    | 'planned'
    | 'sentAt'
    | 'wroteAt'
    | 'noteId'
    | 'prediction'
  >
>

export interface TicketListQuery {
  helpdesk?: string
  category?: string
  state?: WriteState
  action?: WriteAction
  outcome?: TriageOutcome
  limit: number
  cursor?: string
}

export interface Hint {
  helpdesk: string
  ticketId: string
  toldAt: number
  changes: ToldChange[]
}

export interface Run {
  /** `20261121-1`: the UTC day and a number. */
  id: string
  helpdesk: string
  beganAt: number
  model: string | null
  settings: string
}

export interface RunSummary extends Run {
  applied: number
  suggested: number
  routed: number
  undone: number
}

/** `stop` (value `on`), or `mode:CATEGORY` with a `TriageMode`. */
export interface Switch {
  name: string
  value: string
  at: number
  who: string
}

export interface EvidenceQuery {
  helpdesk: string
  /** Predicted since. */
  since: number
  endedOnly: boolean
  model?: string
}

/** One prediction, and what became of it. */
export interface Evidence {
  ticketId: string
  predictedAt: number
  createdAt: number
  prediction: Prediction
  control: boolean
  action: WriteAction | null
  state: WriteState | null
  /** What was written by us, for telling our own values from those of agents. */
  planned: PlannedWrite | null
  /** When its fields are known to have been written; null: not, or nobody saw the answer. */
  wroteAt: number | null
  left: Left | null
  outcome: TriageOutcome | null
  endedAt: number | null
}

export interface TriageCounts {
  seen: number
  predicted: number
  skipped: Record<string, number>
  byCategory: Record<string, { predicted: number; right: number; wrong: number; untold: number }>
  byDecider: Partial<Record<DecidedBy, number>>
  byState: Partial<Record<WriteState, number>>
  /** Why something was not written. */
  left: Record<string, number>
  /** Oldest that is due and has not been written (ms); null: none. */
  oldestDue: number | null
  due: number
}

export type Modes = Readonly<Record<string, TriageMode>>
