import { fileURLToPath } from 'node:url'
import type { Peers } from './install-peers.ts'

export const contenderIds = [
  'relevo',
  'linear-svc',
  'wink',
  'nlpjs',
  'natural',
  'logistic-regression',
] as const
export type ContenderId = (typeof contenderIds)[number]

/** As the columns of the table are headed. */
export const contenderNames: Readonly<Record<ContenderId, string>> = {
  relevo: 'Relevo',
  wink: 'wink-nb',
  nlpjs: 'nlp.js',
  natural: 'natural',
  'linear-svc': 'LinearSVC',
  'logistic-regression': 'LogReg',
}

export const contenderProducts: Readonly<Record<ContenderId, string>> = {
  relevo: 'Relevo',
  wink: 'wink-naive-bayes-text-classifier (npm)',
  nlpjs: '@nlpjs/nlp (npm)',
  natural: 'natural, BayesClassifier (npm)',
  'linear-svc': 'scikit-learn, LinearSVC over tf-idf of words 1-2 and word parts 2-5',
  'logistic-regression': 'scikit-learn, LogisticRegression over tf-idf of words 1-2 and word parts 2-5',
}

/** What the machine has for the peers; a column without says what it lacks. */
export interface Equipment {
  /** Asked when the first of them is to run. */
  peers(): Promise<Peers>
  python(): Promise<string | null>
}

export interface Command {
  command: string
  args: string[]
  env: Record<string, string>
}

export type Ready = { kind: 'ready'; command: Command } | { kind: 'missing'; why: string }

const path = (script: string): string => fileURLToPath(new URL(script, import.meta.url))
export const node = (script: string, flags: readonly string[] = []): Command => ({
  command: process.execPath,
  args: [...flags, path(script)],
  env: {},
})

/** How a contender's process is started; the files of the task and of the answers come behind. */
export const prepareContender = async (id: ContenderId, { peers, python }: Equipment): Promise<Ready> => {
  switch (id) {
    case 'relevo':
      return { kind: 'ready', command: node('relevo.ts') }
    case 'wink':
    case 'nlpjs':
    case 'natural': {
      const installed = await peers()
      if (installed.kind === 'missing') return installed
      const env = { RELEVO_BENCH_PEERS: installed.folder }
      return { kind: 'ready', command: { ...node(`peers/${id}.ts`), env } }
    }
    case 'linear-svc':
    case 'logistic-regression': {
      const found = await python()
      return found === null
        ? { kind: 'missing', why: 'not installed (Debian: apt-get install python3-sklearn)' }
        : { kind: 'ready', command: { command: found, args: [path('peers/sklearn_peer.py'), id], env: {} } }
    }
  }
}
