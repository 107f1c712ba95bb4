import t from 'tap'
import { postHandoff } from '../start-service.ts'
import { fences } from './fences.ts'
import { startDocumentedService } from './start-documented-service.ts'

const sourceOf = (file: string) =>
  file.includes('botpress') ? 'botpress' : file.includes('zapier') ? 'zapier' : 'generic'

t.test('every hand-off shown in the documents becomes a ticket', async (t) => {
  const service = await startDocumentedService(t)
  const samples = fences().filter(({ info }) => info === 'json handoff')
  t.ok(samples.length >= 10)
  for (const { file, line, body } of samples) {
    const response = await postHandoff(service, JSON.parse(body), { source: sourceOf(file), wait: 10 })
    t.equal(response.status, 201, `${file}:${line}`)
  }
})
