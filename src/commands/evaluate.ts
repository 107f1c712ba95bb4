import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Bundle, Target } from '../classify/bundles/bundle.ts'
import { composeTargetReport } from '../classify/report/compose-target-report.ts'
import { renderHtml } from '../classify/report/render-html.ts'
import { renderTerminal } from '../classify/report/render-terminal.ts'
import { type Report, reportVersion } from '../classify/report/report.ts'
import { systemClock } from '../ops/clock.ts'
import { packageVersion } from '../package-version.ts'
import { type Command, exitCode, isSet, requiredPositional, textOption } from './command.ts'
import { judgeBundle } from './models/judge-bundle.ts'
import { openLanguages } from './models/open-languages.ts'
import { openModels } from './models/open-models.ts'
import {
  type LabelledFile,
  type LabelledText,
  labelledOptions,
  labelledUsage,
  mostOf,
  readLabelled,
  readWantedTargets,
} from './models/read-labelled.ts'
import { tellingRefusal } from './models/telling-refusal.ts'
import { warnOfStrangeLabels } from './models/warn-of-strange-labels.ts'

const usage = [
  `relevo evaluate MODEL FILE ${labelledUsage}`,
  '    [--html REPORT.html] [--report-language LANGUAGE] [--json]',
  '',
  'MODEL is the name of a training, current for the one in use, or starter for what ships.',
  'FILE is CSV or JSON Lines, packed by gzip or not, with a text and what it was filed under; TARGET is category, type, group or priority.',
  'The figures mean something only if the model has not seen these texts, nor ones that say nearly the same: threads, templates,',
  'forwarded tickets. A model keeps no texts, so that cannot be found out here. Take tickets from after its training.',
].join('\n  ')

/** How good a model is on texts of one's own. */
export const evaluate: Command = {
  name: 'evaluate',
  usage,
  options: {
    ...labelledOptions,
    html: { type: 'string' },
    'report-language': { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (parsed, terminal) => {
    const model = requiredPositional(parsed, 0, 'The name of the model')
    const file = requiredPositional(parsed, 1, 'The file with labelled texts')
    const most = mostOf(parsed)
    const opened = openModels(terminal)
    if (opened === null) return exitCode.configuration
    const { store, config } = opened
    return tellingRefusal(terminal, async () => {
      const bundle = await store.open(model)
      const read = await readLabelled(file, {
        ...readWantedTargets(parsed, [...bundle.models.keys()]),
        textColumn: textOption(parsed, 'text-column'),
        most,
        config,
        language: await openLanguages(),
      })
      const targets = [...read.texts].map(([target, texts]) => {
        const { labels, judged, strange } = judgeBundle(bundle, target, texts)
        warnOfStrangeLabels(strange, { name: bundle.name, target }, terminal)
        return composeTargetReport({
          target,
          labels,
          judged,
          referenceOf: (row) => texts[row]?.reference ?? '',
          ...thresholdOf(bundle, target),
        })
      })
      const report: Report = {
        version: reportVersion,
        kind: 'evaluation',
        name: bundle.name,
        at: new Date(systemClock.now()).toISOString(),
        by: await packageVersion(),
        from: basename(file),
        window: windowOf([...read.texts.values()].flat()),
        read: read.read,
        dropped: droppedOf(read),
        encoder: bundle.about.encoder,
        seed: bundle.about.seed,
        targets,
      }
      const html = textOption(parsed, 'html')
      const language = textOption(parsed, 'report-language') ?? config.language
      if (html !== undefined) {
        // Names of tickets and classes: nobody else has to read them.
        await writeFile(html, renderHtml(report, { language }), { mode: 0o600 })
      }
      const { stdout } = terminal
      stdout.write(
        isSet(parsed, 'json')
          ? `${JSON.stringify(report)}\n`
          : renderTerminal(report, {
              colour: stdout.isTTY === true,
              width: stdout.columns ?? 100,
              language,
            }),
      )
      terminal.stderr.write(
        html === undefined
          ? 'All of it is on a page, with charts: --html report.html\n'
          : `All of it is on a page, with charts: ${html}\n`,
      )
      return exitCode.ok
    })
  },
}

/** As a service would decide. */
const thresholdOf = (bundle: Bundle, target: Target): { threshold?: number } => {
  const about = bundle.about.targets.find((each) => each.target === target)?.about
  return about === undefined ? {} : { threshold: about.threshold }
}

const windowOf = (texts: readonly LabelledText[]): Report['window'] => {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { createdAt } of texts) {
    if (createdAt === null) continue
    from = Math.min(from, createdAt)
    to = Math.max(to, createdAt)
  }
  return from > to ? null : { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

const droppedOf = ({ empty, broken }: LabelledFile): Report['dropped'] =>
  [
    { reason: 'empty', texts: empty },
    { reason: 'broken', texts: broken },
  ].filter(({ texts }) => texts > 0)
