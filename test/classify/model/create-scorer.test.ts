import t from 'tap'
import { createScorer } from '../../../src/classify/model/create-scorer.ts'
import { createRandom } from '../../../src/classify/model/learn/random.ts'
import { compressClass, gatherClasses, scoreText } from '../../../src/classify/model/sparse-classes.ts'

t.test(
  'columns that many classes share and columns of few score as one weight after the other does',
  async (t) => {
    const random = createRandom(6)
    const [classes, width] = [9, 40]
    for (const share of [0, 0.2, 0.5, 0.9, 1]) {
      const model = gatherClasses(
        Array.from({ length: classes }, (_, klass) =>
          compressClass(
            Float32Array.from({ length: width }, () => (random() < share ? random() - 0.5 : 0)),
            klass / 10,
          ),
        ),
        width,
      )
      const score = createScorer(model)
      for (const length of [0, 1, 3, 4, 7, 1500]) {
        const text = {
          columns: Int32Array.from({ length }, () => Math.floor(random() * width)),
          values: Float32Array.from({ length }, random),
          length,
        }
        const [found, wanted] = [new Float64Array(classes).fill(7), new Float64Array(classes)]
        score(text, found)
        scoreText(model, text, wanted)
        t.ok(
          found.every((each, klass) => Math.abs(each - (wanted[klass] ?? 0)) < 1e-9),
          `${share} ${length}`,
        )
      }
    }
  },
)
