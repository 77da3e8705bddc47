/** The server of REDIS_URL cannot be used; made for whoever starts the program. */
export class RedisUnavailable extends Error {
  override readonly name = 'RedisUnavailable';
}
