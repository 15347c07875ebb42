export interface NatsConfigOptions {
  /** On 127.0.0.1. */
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
  /** Log segments that may be read and made without a new configuration; 16 unless given. */
  segments?: number;
  /** Public nkeys. */
  parts: {
    scheduler: string;
    api: string;
    setup?: string | undefined;
    agents?: readonly { hostId: string; nkey: string }[];
  };
}
export function natsConfig(options: NatsConfigOptions): string;
