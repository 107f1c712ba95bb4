import t from 'tap'
import { handoverSchema } from '../schemas/handover-configuration.ts'
import { createServicePromise } from '../src/create-service-promise.ts'

const at = Date.UTC(2026, 10, 21, 12)
const calendarOf = (isOpen: boolean) => (name: string) =>
  name === 'office' ? { name, at: () => ({ open: isOpen, holiday: false, local: '' }) } : null
const none = () => null

t.test('promises nothing that is not configured', async (t) => {
  const promise = createServicePromise({
    handover: handoverSchema.parse({}),
    language: 'es',
    findCalendar: none,
  })
  t.same(promise('es', at), { officeHours: null, firstResponseMinutes: null })
})

t.test('says office hours in the language, or the next best one', async (t) => {
  const officeHours = { es: 'lun-vie 9-18 h', en: 'Mon-Fri 9 am-6 pm', 'pt-BR': 'seg-sex' }
  const handover = handoverSchema.parse({ officeHours, firstResponse: '90m' })
  const promise = createServicePromise({ handover, language: 'en', findCalendar: none })
  const cases: [language: string, words: string][] = [
    ['es', 'lun-vie 9-18 h'],
    ['es-MX', 'lun-vie 9-18 h'],
    ['ES_mx', 'lun-vie 9-18 h'],
    ['pt-br', 'seg-sex'],
    ['de', 'Mon-Fri 9 am-6 pm'],
  ]
  for (const [language, words] of cases)
    t.same(
      promise(language, at),
      { officeHours: { words, isOpen: null }, firstResponseMinutes: 90 },
      language,
    )
  const other = createServicePromise({ handover, language: 'fr', findCalendar: none })
  t.equal(other('de', at).officeHours?.words, 'lun-vie 9-18 h', 'the first that there is')
})

t.test('tells whether it is open by the calendar as it is now', async (t) => {
  const handover = handoverSchema.parse({ calendar: 'office' })
  let isOpen = true
  const findCalendar = (name: string) => calendarOf(isOpen)(name)
  const promise = createServicePromise({ handover, language: 'es', findCalendar })
  t.same(promise('es', at).officeHours, { words: null, isOpen: true })
  isOpen = false
  t.same(promise('es', at).officeHours, { words: null, isOpen: false })
  const gone = createServicePromise({ handover, language: 'es', findCalendar: none })
  t.equal(gone('es', at).officeHours, null)
})
