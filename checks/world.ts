/** Addresses of the world outside the lab's host, as src/lab/up.sh gives them. */
export const WORLD = {
  /** The host on its LAN, and the device it has there. */
  host: "192.168.102.253",
  hostDevice: "enp0s3",
  neighbor: "192.168.102.10",
  router: "192.168.102.1",
  /** HTTP and UDP echo of the internet. */
  web: "203.0.113.80",
  dns: "203.0.113.53",
} as const;
