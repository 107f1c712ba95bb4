import { spawnSync } from 'node:child_process'
import t from 'tap'
import { createTurnDestination } from '../../src/ops/turn-destination.ts'

t.test('the lines of one turn go out as one write, in order', async (t) => {
  const writes: string[] = []
  const destination = createTurnDestination({ write: (lines) => void writes.push(lines) })
  destination.write('one\n')
  destination.write('two\n')
  t.same(writes, [])
  await new Promise((resolve) => setImmediate(resolve))
  t.same(writes, ['one\ntwo\n'])
  destination.write('three\n')
  destination.flushSync()
  destination.flushSync()
  t.same(writes, ['one\ntwo\n', 'three\n'])
})

t.test('the last line before an uncaught exception is there', async (t) => {
  const script = `
    import { createLogger } from './src/ops/create-logger.ts'
    const logger = createLogger({ level: 'info' })
    logger.info('last words')
    throw new Error('the end')
  `
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
    encoding: 'utf8',
  })
  t.match(stdout, /"msg":"last words"/)
  t.equal(status, 1)
})
