# syntax=docker/dockerfile:1
ARG NODE_IMAGE=node:24-slim

# Dependencies and the compiled JavaScript. The image brings Node 24, so the npm package `node` need not unpack its own:
# --ignore-scripts, and the image's node is called by its full path.
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY schemas ./schemas
COPY src ./src
RUN /usr/local/bin/node scripts/clean.ts \
  && /usr/local/bin/node node_modules/typescript/bin/tsc -p tsconfig.build.json \
  && /usr/local/bin/node scripts/build-browser-file.ts \
  && /usr/local/bin/node scripts/copy-files.ts \
  && chmod 0755 dist/src/cli.js

# What the service needs at run time, and no more.
FROM ${NODE_IMAGE} AS runtime-modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

# The sandbox: a help desk that behaves like Freshdesk, for the compose profile `demo`. It needs development packages, so
# it is an image of its own and never part of the service's.
FROM build AS sandbox
ENV NODE_ENV=development
USER 1000:1000
EXPOSE 9009
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/node", "src/sandbox/main.ts"]
CMD ["--host", "0.0.0.0", "--port", "9009"]

FROM ${NODE_IMAGE} AS relevo
LABEL org.opencontainers.image.title="Relevo" \
  org.opencontainers.image.description="Hands a chatbot's request for help over to Freshdesk, exactly once." \
  org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  PORT=8080 \
  RELEVO_DATA_DIR=/data \
  # Compiled code is kept where it outlives the container; a start without it takes about a tenth longer.
  NODE_COMPILE_CACHE=/data/.compile-cache
WORKDIR /app
# Owned by root and not writable by the service. /data is the one place that it writes to, so that the root file system
# may be read-only; a new volume mounted there takes over owner and mode.
COPY --from=runtime-modules /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json openapi.yaml LICENSE NOTICE.md ./
RUN ln -s /app/dist/src/cli.js /usr/local/bin/relevo \
  && install -d -o 1000 -g 1000 -m 0700 /data
VOLUME /data
USER 1000:1000
EXPOSE 8080
# SIGTERM: stop accepting, finish what is under way within the deadline, close the store. `relevo serve` listens for it
# itself, so it may be process 1; compose adds an init all the same, for the other commands.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=10s --retries=3 \
  CMD ["/usr/local/bin/node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8080) + '/livez').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/usr/local/bin/node", "/app/dist/src/cli.js"]
CMD ["serve"]
