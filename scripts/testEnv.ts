/**
 * Blanks what a developer's shell or `.env` may hold, so that tests meet the same Waggle everywhere
 * and never somebody's real database or key.
 */
export const testEnv = {
  WAGGLE_ENV_FILE: '',
  WAGGLE_URL: '',
  WAGGLE_SECRET: '',
  WAGGLE_ROLE: '',
  WAGGLE_HOST: '',
  WAGGLE_TRUSTED_PROXIES: '',
  WAGGLE_LOG_LEVEL: '',
  WAGGLE_DEV: '',
  DATABASE_URL: '',
  REDIS_URL: '',
  ANTHROPIC_API_KEY: '',
  ANTHROPIC_BASE_URL: '',
  OPENAI_API_KEY: '',
  OPENAI_BASE_URL: '',
  OLLAMA_URL: '',
};
