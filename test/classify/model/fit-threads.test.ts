import t from 'tap'
import { createWorkerThreads } from '../../../src/classify/model/fit/create-worker-threads.ts'
import { trainTextModel } from '../../../src/classify/model/train-text-model.ts'
import { drawTexts } from './draw-texts.ts'
import { readTexts } from './read-texts.ts'

/** Threads of this process that wait for something. */
const liveThreads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length

for (const workers of [0, 1]) {
  t.test(`a training in ${workers} threads ends at once when it is cancelled`, async (t) => {
    const before = liveThreads()
    for (const phase of ['reading', 'cross-validating']) {
      const controller = new AbortController()
      const reason = new Error('enough')
      const training = trainTextModel(drawTexts(20, 1), {
        seed: 1,
        workers,
        learner: 'svm',
        signal: controller.signal,
        onProgress: (_, doing) => {
          if (doing === phase) controller.abort(reason)
        },
      })
      await t.rejects(training, reason)
    }
    await t.rejects(
      trainTextModel(drawTexts(2, 1), { seed: 1, workers, signal: AbortSignal.abort(new Error('never')) }),
      { message: 'never' },
    )
    t.equal(liveThreads(), before, 'no thread is left')
  })
}

t.test('what goes wrong in a thread is the fault of the training', async (t) => {
  const { corpus } = await readTexts(['hola'])
  const threads = createWorkerThreads(1, undefined)
  threads.begin(corpus)
  const lesson = { rows: Int32Array.of(0), targets: Int32Array.of(0), weights: null, classes: 1 }
  const fitting = { id: 1, lesson, seed: 1, judged: null, wantsWeights: true }
  const good = { ...fitting, settings: { learner: 'svm', c: 1, balance: 0 } } as const
  t.equal((await threads.run({ fitting: good, from: 0, to: 1 })).weights.length, 1)
  // A price that is no price: the rows that it is asked for are not there.
  const bad = {
    ...good,
    lesson: { ...lesson, classes: -1 },
    settings: { learner: 'logistic', c: 1 },
  } as const
  const failed = threads.run({ fitting: bad, from: 0, to: 1 })
  const waiting = threads.run({ fitting: good, from: 0, to: 1 })
  await t.rejects(failed, RangeError)
  await t.rejects(waiting, RangeError, 'what waited behind it is rejected too')
  await t.rejects(threads.run({ fitting: good, from: 0, to: 1 }), RangeError)
  await threads.close()
  await threads.close()
})
