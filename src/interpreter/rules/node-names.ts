import { names } from "./known-names.ts";

/**
 * This file is one table: the properties of Node's modules and of `process`. Reading one that is listed here but not
 * supported is refused.
 */
export const nodeNames = {
  process: names(
    "_debugEnd _debugProcess _events _eventsCount _exiting _fatalException _getActiveHandles " +
      "_getActiveRequests _kill _linkedBinding _maxListeners _preload_modules _rawDebug " +
      "_startProfilerIdleNotifier _stopProfilerIdleNotifier _tickCallback abort addListener " +
      "allowedNodeEnvironmentFlags arch argv argv0 assert availableMemory binding chdir config " +
      "constrainedMemory constructor cpuUsage cwd debugPort dlopen domain emit emitWarning env eventNames " +
      "execArgv execPath execve exit exitCode features finalization getActiveResourcesInfo getBuiltinModule " +
      "getMaxListeners getegid geteuid getgid getgroups getuid hasUncaughtExceptionCaptureCallback hrtime " +
      "initgroups kill listenerCount listeners loadEnvFile mainModule memoryUsage moduleLoadList nextTick " +
      "off on once openStdin pid platform ppid prependListener prependOnceListener rawListeners reallyExit " +
      "ref release removeAllListeners removeListener report resourceUsage setMaxListeners " +
      "setSourceMapsEnabled setUncaughtExceptionCaptureCallback setegid seteuid setgid setgroups setuid " +
      "sourceMapsEnabled stderr stdin stdout threadCpuUsage title umask unref uptime version versions",
  ),
  fs: names(
    "Dir Dirent F_OK FileReadStream FileWriteStream R_OK ReadStream Stats W_OK WriteStream X_OK " +
      "_toUnixTimestamp access accessSync appendFile appendFileSync chmod chmodSync chown chownSync close " +
      "closeSync constants copyFile copyFileSync cp cpSync createReadStream createWriteStream exists " +
      "existsSync fchmod fchmodSync fchown fchownSync fdatasync fdatasyncSync fstat fstatSync fsync " +
      "fsyncSync ftruncate ftruncateSync futimes futimesSync glob globSync lchmod lchmodSync lchown " +
      "lchownSync link linkSync lstat lstatSync lutimes lutimesSync mkdir mkdirSync mkdtemp mkdtempSync " +
      "open openAsBlob openSync opendir opendirSync promises read readFile readFileSync readSync readdir " +
      "readdirSync readlink readlinkSync readv readvSync realpath realpathSync rename renameSync rm rmSync " +
      "rmdir rmdirSync stat statSync statfs statfsSync symlink symlinkSync truncate truncateSync unlink " +
      "unlinkSync unwatchFile utimes utimesSync watch watchFile write writeFile writeFileSync writeSync " +
      "writev writevSync",
  ),
  "fs/promises": names(
    "access appendFile chmod chown constants copyFile cp glob lchmod lchown link lstat lutimes mkdir " +
      "mkdtemp open opendir readFile readdir readlink realpath rename rm rmdir stat statfs symlink truncate " +
      "unlink utimes watch writeFile",
  ),
  "EventEmitter.prototype": names(
    "_events _eventsCount _maxListeners addListener constructor emit eventNames getMaxListeners " +
      "listenerCount listeners off on once prependListener prependOnceListener rawListeners " +
      "removeAllListeners removeListener setMaxListeners",
  ),
  util: names(
    "MIMEParams MIMEType TextDecoder TextEncoder _errnoException _exceptionWithHostPort _extend aborted " +
      "callbackify debug debuglog deprecate diff format formatWithOptions getCallSite getCallSites " +
      "getSystemErrorMap getSystemErrorMessage getSystemErrorName inherits inspect isArray isBoolean " +
      "isBuffer isDate isDeepStrictEqual isError isFunction isNull isNullOrUndefined isNumber isObject " +
      "isPrimitive isRegExp isString isSymbol isUndefined log parseArgs parseEnv promisify setTraceSigInt " +
      "stripVTControlCharacters styleText toUSVString transferableAbortController transferableAbortSignal " +
      "types",
  ),
  timers: names(
    "_unrefActive active clearImmediate clearInterval clearTimeout enroll promises setImmediate " +
      "setInterval setTimeout unenroll",
  ),
  "timers/promises": names("scheduler setImmediate setInterval setTimeout"),
  perf_hooks: names(
    "Performance PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserver " +
      "PerformanceObserverEntryList PerformanceResourceTiming constants createHistogram " +
      "monitorEventLoopDelay performance",
  ),
} as const;
