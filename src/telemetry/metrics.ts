// What is counted, in the Prometheus text format. Labels hold only values from short, fixed lists: never an id, a
// name, an address or a path that somebody chose.

import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export type Metrics = {
  /** `route` is the pattern (`/settings/:ticket`), not the path. */
  httpRequest(labels: { route: string; method: string; status: number }, seconds: number): void;
  checkFinished(outcome: string, seconds: number): void;
  outboxDelivery(outcome: 'delivered' | 'retry' | 'undeliverable'): void;
  /** `status` is the HTTP status, or 0 where no answer came. */
  graphRequest(method: string, status: number, seconds: number): void;
  readonly contentType: string;
  /** The present values as text. */
  text(): Promise<string>;
};

const buckets = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const http = new Histogram({
    name: 'ebiss_http_request_seconds',
    help: 'HTTP requests answered, by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets,
    registers,
  });
  const checks = new Histogram({
    name: 'ebiss_check_seconds',
    help: 'Verifications, by outcome.',
    labelNames: ['outcome'],
    buckets,
    registers,
  });
  const outbox = new Counter({
    name: 'ebiss_outbox_deliveries_total',
    help: 'Attempts to deliver a message, by outcome.',
    labelNames: ['outcome'],
    registers,
  });
  const graph = new Histogram({
    name: 'ebiss_graph_request_seconds',
    help: 'Requests to Microsoft Graph, by method and status; status 0 is no answer.',
    labelNames: ['method', 'status'],
    buckets,
    registers,
  });
  return {
    httpRequest: (labels, seconds) => http.observe(labels, seconds),
    checkFinished: (outcome, seconds) => checks.observe({ outcome }, seconds),
    outboxDelivery: (outcome) => outbox.inc({ outcome }),
    graphRequest: (method, status, seconds) => graph.observe({ method, status }, seconds),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
