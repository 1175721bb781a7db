# mailassay as a container: Node 24, not root, read-only, data in /data, healthy when the web side answers.
FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    MAILASSAY_DATA_DIR=/data \
    MAILASSAY_HTTP_HOST=0.0.0.0
# Lets the user "node" bind port 25, where the container has CAP_NET_BIND_SERVICE.
RUN apt-get update && apt-get install -y --no-install-recommends libcap2-bin \
    && setcap cap_net_bind_service=+ep /usr/local/bin/node \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund
COPY src ./src
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 2525 8025
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.MAILASSAY_HTTP_PORT || 8025) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts", "serve"]
