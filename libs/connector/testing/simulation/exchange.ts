/** What a simulated tool receives: one HTTP request, whole. */
export interface ToolRequest {
  readonly method: string;
  /** Path and query exactly as sent, for example `/api/now/table/incident?sysparm_limit=1`. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a simulated tool answers. */
export interface ToolResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | string;
  /** The connection is cut instead of an answer being sent; whatever the request did to the state stays done. */
  readonly cut?: true;
  /** Milliseconds before the answer leaves, on the server's clock. */
  readonly delay?: number;
}

/** A tool without its network: a function over requests and a state that it owns. */
export interface Simulator {
  handle(request: ToolRequest): ToolResponse;
}
