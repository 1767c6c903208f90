-- wrk.lua -- ask for the addresses of a file, one after the other and again
-- from the start; at the end print what happened as JSON.
--
--   wrk ... -s wrk.lua URL -- FILE HOST [CONNECTION]
--
-- CONNECTION "close": a new one for each request.
local requests, n = {}, 0

function init(args)
  for path in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", path,
      { Host = args[2], Connection = args[3] })
  end
end

function request()
  n = n % #requests + 1
  return requests[n]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\nRESULT {"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"max":%d,"errors":%d}\n',
    summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), latency.max,
    e.connect + e.read + e.write + e.status + e.timeout))
end
