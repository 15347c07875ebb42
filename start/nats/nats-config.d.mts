export interface NatsConfigOptions {
  port: number;
  /** Absolute path. */
  storeDir: string;
  /** Below the free space of the volume, at most 80 % of it. */
  maxFileStoreBytes: number;
  /** Bytes of one message; 1 MiB unless given. */
  maxPayload?: number;
  /** As `nats-server --version` says it. */
  serverVersion: string;
  /** 32 hexadecimal digits. */
  cloudId: string;
  /** 127.0.0.1 unless given; another one only with `tls`. */
  listen?: string;
  /** Paths. */
  tls?: { certFile: string; keyFile: string } | null;
  /** Where the server writes its process number. */
  pidFile?: string | null;
}
export interface NatsUsersOptions {
  /** 32 hexadecimal digits. */
  cloudId: string;
  /** Public nkeys. */
  parts: {
    scheduler: string;
    api: string;
    setup?: string | undefined;
    identities?: string | undefined;
    agents?: readonly { hostId: string; nkey: string }[];
    /** `project` null: hears all of them. */
    subscribers?: readonly { project: string | null; nkey: string }[];
  };
  /** Log segments that may be read and made without a new configuration; 16 unless given. */
  segments?: number;
}
/** Beside nats-server.conf. */
export const USERS_FILE: string;
export function natsConfig(options: NatsConfigOptions): string;
export function natsUsers(options: NatsUsersOptions): string[];
export function agentUserPattern(cloudId: string): string;
export function usersText(lines: readonly string[]): string;
