import { parseReport } from '../../classify/report/parse-report.ts'
import { renderTerminal } from '../../classify/report/render-terminal.ts'
import { exitCode, isSet, requiredPositional } from '../command.ts'
import { percentText } from './figure-text.ts'
import type { ModelVerb } from './model-verb.ts'

/** The report of a training on the terminal, and where its page is. */
export const showModel: ModelVerb = async ({ store, config }, parsed, terminal) => {
  const bundle = await store.open(requiredPositional(parsed, 1, 'The name of the model'))
  const { name, about } = bundle
  const [stored, page] = [await store.readReport(name), await store.pageOf(name)]
  const sha256 = await store.hashOf(name)
  if (isSet(parsed, 'json')) {
    terminal.stdout.write(`${JSON.stringify({ name, sha256, about, page, report: stored })}\n`)
    return exitCode.ok
  }
  const report = parseReport(stored)
  if (report !== null) {
    const { stdout } = terminal
    const { language } = config
    stdout.write(
      renderTerminal(report, { colour: stdout.isTTY === true, width: stdout.columns ?? 100, language }),
    )
    if (page !== null) stdout.write(`\nThe whole report, as a page: ${page}\n`)
    if (sha256 !== null) stdout.write(`SHA-256 of its models: ${sha256}\n`)
    return exitCode.ok
  }
  if (stored !== null)
    terminal.stderr.write(
      'Its report is of another version of Relevo; these are the figures that were kept.\n',
    )
  terminal.stdout.write(`${name}: trained ${about.trainedAt} from ${about.from}\n`)
  for (const { target, about: figures } of about.targets)
    terminal.stdout.write(
      `${target}: ${figures.texts} texts, ${figures.classes} classes, accuracy ${percentText(figures.accuracy)}, macro-F1 ${percentText(figures.macroF1)}, decides ${percentText(figures.coverage)}, of which ${percentText(figures.precision)} are right\n`,
    )
  return exitCode.ok
}
