// Puts what /docs shows the document with beside the compiled code, so that the package needs no dependency for it.
import { writeFile } from 'node:fs/promises'
import { compressBrowserFile } from '../src/reference/browser-file.ts'

await writeFile(new URL('../dist/src/reference/scalar.js.gz', import.meta.url), await compressBrowserFile())
