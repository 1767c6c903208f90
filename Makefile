# Almanach. `make run` shows the sample festival, `make test` proves it works.
#
# Everything made lands in build/ (build/san/ with SAN=1: AddressSanitizer and
# UBSan). CC, CFLAGS, CPPFLAGS, LDFLAGS, PREFIX, UNITDIR and DESTDIR are yours.

CC      ?= cc
CFLAGS  ?= -O2 -g
PREFIX  ?= /usr/local
UNITDIR ?= $(PREFIX)/lib/systemd/system
VERSION := 0.1
PORT    ?= 8080
BASE    ?=
YES     ?=
SECONDS ?= 60
NEED    := YES=$(YES) cgi/deploy/need.sh

ifeq ($(SAN),1)
B       := build/san
san     := -fsanitize=address,undefined -fno-sanitize-recover=all \
           -fno-omit-frame-pointer
else
B       := build
harden  := -D_FORTIFY_SOURCE=2
endif

# An archive of `make dist` brings what pages are made of ready made, and needs
# neither node nor npm for them.
ready   := $(wildcard www/ready)

# ---- what we need from Debian ----------------------------------------------

page_needs    := node:nodejs npm:npm
build_needs   := cc:gcc libc6-dev libfcgi-dev libsqlite3-dev libcjson-dev \
    liblua5.4-dev libutf8proc-dev libmd4c-dev libmd4c-html0-dev libgumbo-dev \
    nettle-dev libseccomp-dev zlib1g-dev libbrotli-dev libcurl4-openssl-dev \
    tzdata \
    $(if $(ready),,$(page_needs))
run_needs     := $(build_needs) nginx:nginx node:nodejs
browser_needs := $(run_needs) chromium:chromium fonts-dejavu-core
servers_needs := $(run_needs) apache2:apache2 libapache2-mod-fcgid \
    lighttpd:lighttpd caddy:caddy libnginx-mod-http-brotli-static
test_needs    := $(browser_needs) $(servers_needs) libcmocka-dev \
    clang-format:clang-format sqlite3:sqlite3 openssl:openssl \
    systemd-analyze:systemd faketime:faketime curl:curl strace:strace
phone_needs   := $(browser_needs) firefox-esr:firefox-esr \
    WebKitWebDriver:webkit2gtk-driver Xvfb:xvfb dbus-run-session:dbus-daemon
deb_needs     := $(build_needs) git:git dpkg-buildpackage:dpkg-dev debhelper \
    lintian:lintian
package_needs := $(deb_needs) debootstrap:debootstrap \
    systemd-nspawn:systemd-container
faults_needs  := $(test_needs)
fuzz_needs    := $(test_needs) clang:clang
load_needs    := $(run_needs) wrk:wrk systemd-socket-activate:systemd
scale_needs   := $(run_needs) ip:iproute2 wrk:wrk curl:curl
bench_needs   := $(run_needs) wrk:wrk php-fpm8.2:php8.2-fpm php8.2-sqlite3 \
    python3:python3 g++:g++ \
    $(if $(wildcard /usr/include/node/node.h),,libnode-dev)

# ---- flags: ours first, the user's last ------------------------------------

share        := $(PREFIX)/share/almanach
our_cppflags := -D_GNU_SOURCE -Icgi -Ibuild/gen -I/usr/include/lua5.4 $(harden)
our_cflags   := -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
    -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 \
    -Wimplicit-fallthrough -Werror -fPIE -fstack-protector-strong \
    -fstack-clash-protection -fcf-protection=full -fno-strict-aliasing \
    -fno-common -ftrivial-auto-var-init=zero $(san)
our_ldflags  := -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code \
    -Wl,--as-needed $(san)
libs := -lfcgi -lsqlite3 -lcjson -llua5.4 -lmd4c -lmd4c-html -lgumbo -lnettle \
    -lseccomp -lz -lbrotlienc -lm

# ---- the modules, in the order of cgi/LAYERS -------------------------------

modules := $(foreach m,$(shell sed 's/\#.*//' cgi/LAYERS),$(if \
    $(wildcard cgi/$m.c),$m))
objects := $(modules:%=$B/obj/%.o)
others  := $(filter-out %/main.o,$(objects))

.PHONY: all build www run sample test unit node-tests twin test-twin test-servers \
    test-load test-faults soak scale oracle lint against phone browser budgets shots \
    fuzz measure bench bench-phone bench-edit install dist deb test-package clean
all build: $B/almanach www

.PRECIOUS: $B/needed-%
# Each list of needs is asked once for each change of this file.
$B/needed-%: Makefile
	@$(NEED) $($*_needs)
	@mkdir -p $(@D) && touch $@

# Folding, worked out from Unicode's tables for the server and the phone.
build/foldtable: cgi/foldtable.c | $B/needed-build
	@mkdir -p $(@D)
	@$(CC) -O1 -o $@ $< -lutf8proc
build/gen/foldtable.h: build/foldtable
	@mkdir -p $(@D)
	@$< > $@.part && mv $@.part $@

# The tables' SQL as bytes: one binary needs no files for it.
build/gen/schema.h: db/schema.sql db/derived.sql $(wildcard db/upgrade/*.sql)
	@mkdir -p $(@D)
	@for f in $(^:db/%.sql=%); do \
	    printf 'static const char %s_sql[] = {\n' $$f | tr / _; \
	    od -An -v -tu1 db/$$f.sql | sed 's/ *\([0-9][0-9]*\)/\1,/g'; \
	    printf '0};\n'; \
	done > $@.part && mv $@.part $@

# What tells one build from another.
build/gen/build.h: $(wildcard cgi/*.[ch])
	@mkdir -p $(@D)
	@printf '#define VERSION "%s"\n#define BUILD "%.16s"\n' $(VERSION) \
	    "$$(cat $(sort $(wildcard cgi/*.[ch])) | sha256sum)" > $@

# Where `make install` puts what it needs.
build/gen/installed.h: FORCE
	@mkdir -p $(@D)
	@printf '#define SHARE_DIR "%s"\n' "$(share)" >$@.part
	@cmp -s $@.part $@ && rm $@.part || mv $@.part $@
FORCE:

gen := build/gen/installed.h build/gen/foldtable.h build/gen/schema.h build/gen/build.h
$B/obj/%.o: cgi/%.c | $(gen) $B/needed-build
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(our_cppflags) $(CPPFLAGS) $(our_cflags) $(CFLAGS) \
	    -MMD -MP -c -o $@ $<

$B/almanach: $(objects)
	@echo "  LD $@"; $(CC) $(our_ldflags) $(LDFLAGS) -o $@ $^ $(libs)

# ---- what pages are made of: www/ and its npm packages ---------------------

www: build/www/made build/www/map/world.json

build/npm/%/installed: %/package.json %/package-lock.json cgi/deploy/npm.sh \
    | $B/needed-build
	@echo "  NPM $*"; cgi/deploy/npm.sh $* $(@D) && touch $@
ifeq ($(ready),)
# The folders are named too: a file that goes is a change.
build/www/made: $(wildcard www/*.* www/*/ www/*/* www/*/*/*) scripts/README.md \
    build/npm/www/installed build/gen/foldtable.h
	@node www/build.mjs && touch $@
build/www/map/world.json: www/map.mjs build/npm/www/installed
	@node www/map.mjs
else
build/www/made: www/ready
	@mkdir -p build && rm -rf $(@D) && cp -R $< $(@D) && touch $@
build/www/map/world.json: build/www/made
endif

# ---- the sample festival: db/sample/README.md ------------------------------

sample: build/sample/events-1.json
build/sample/events-1.json: $(wildcard db/sample/*.mjs db/sample/schema.json \
    db/sample/make/* db/sample/material/*) | $B/needed-build
	@echo "  SAMPLE $(@D)"; node db/sample/generate.mjs --out $(@D)

# make run, make run PORT=8081, make run BASE=/week
run: $B/needed-run build sample
	@cgi/deploy/run.sh $B "$(PORT)" "$(BASE)"

# ---- tests: tests/README.md ------------------------------------------------

# Everything, in some minutes. Building comes first and takes all processors.
test: $B/needed-test
	@$(MAKE) --no-print-directory -j$$(nproc) build sample build/unit \
	    build/json-echo build/child build/template-batch \
	    build/npm/tests/installed
	@$(MAKE) --no-print-directory -j$$(nproc) SAN=1 build/san/almanach \
	    build/san/unit build/san/json-echo build/san/child
	@tests/run

$B/obj/tests/%.o: tests/%.c | $(gen) $B/needed-test
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(our_cppflags) -Itests/unit $(CPPFLAGS) \
	    $(our_cflags) $(CFLAGS) -MMD -MP -c -o $@ $<

tests := $(wildcard tests/unit/*.c)
$B/unit: $(tests:%.c=$B/obj/%.o) $(others)
	@echo "  LD $@"; $(CC) $(our_ldflags) $(LDFLAGS) -o $@ $^ $(libs) -lcmocka

# Programs for single tests: reads and writes JSON for node to compare with its
# own; the rule child as tests start it; templates filled by us, to be compared
# with mustache.js.
$B/json-echo: $B/obj/tests/json/echo.o $(others)
$B/child: $B/obj/tests/rules/child.o $(others)
$B/template-batch: $B/obj/tests/template/batch.o $(others)
$B/bench-template: $B/obj/tests/bench/template.o $(others)
$B/bench-rule: $B/obj/tests/bench/rule.o $B/obj/tests/unit/ask.o $(others)
$B/bench-load: $B/obj/tests/bench/load.o $(others)
$B/bench-answer: $B/obj/tests/bench/answer.o $(others)
$B/bench-hello: $B/obj/tests/bench/hello.o
$B/json-echo $B/child $B/template-batch $B/bench-template $B/bench-rule \
$B/bench-load $B/bench-answer $B/bench-hello:
	@echo "  LD $@"; $(CC) $(our_ldflags) $(LDFLAGS) -o $@ $^ $(libs)

# make unit ONLY="json text"
unit: $B/unit $B/json-echo $B/child
	$B/unit $(ONLY)
	$(if $(ONLY),,node tests/json/check.js $B/json-echo)

against: $B/template-batch www build/npm/tests/installed
	node tests/template/against.mjs $<

# make node-tests, make node-tests ONLY=server
node-tests: build sample build/npm/tests/installed $B/needed-test
	node --test $(or $(ONLY:%=tests/%/*.test.mjs),$(filter-out \
	    tests/browser/% tests/phone/%,$(wildcard tests/*/*.test.mjs)))

twin: build
	node tests/twin/run.mjs
# The phone's answers against the program's, behind nginx.
test-twin: $B/needed-run build sample
	node tests/twin/phone.mjs 10000 $$(date +%s)
# The program behind each web server: the same answers everywhere.
test-servers: $B/needed-servers build
	@node tests/servers/run.mjs
oracle: build
	node tests/twin/oracle.mjs 3000 $$(date +%s)

# Phones whose server is killed, in Chromium, Firefox and WebKit.
# make phone, make phone ONLY=others
phone: $B/needed-phone build sample build/npm/tests/installed
	node --test $(or $(ONLY:%=tests/phone/%.test.mjs),$(wildcard tests/phone/*.test.mjs))

# Each fault with its figure, long: tests/faults/. make test-faults ONLY="disk kill".
test-faults: $B/needed-faults build sample build/unit build/child build/npm/tests/installed
	@node tests/faults/run.mjs $(ONLY)
# With sanitizers, under light load: what grows? make soak SECONDS=1200.
soak: $B/needed-test build sample build/npm/tests/installed
	@$(MAKE) --no-print-directory SAN=1 build/san/almanach
	@BUILD=build/san SECONDS=$(if $(filter file,$(origin SECONDS)),1200,$(SECONDS)) \
	    node tests/soak/run.mjs

# How well the shipped rules do on events that people labelled.
measure: build $B/needed-test
	node tests/rules/measure.mjs

# Pages as a browser shows them: tests/browser/README.md.
# make browser, make browser ONLY=axe
browser: $B/needed-browser build sample build/npm/tests/installed
	@node tests/browser/run.mjs $B $(ONLY)
# A picture of each kind of page, in build/shots.
shots: $B/needed-browser build sample build/npm/tests/installed
	@node tests/browser/shots.mjs $B $B/shots
# What pages weigh, against the budgets.
budgets: build
	@node tests/browser/budgets.mjs $B
	@node tests/worker/budgets.mjs

lint: $B/needed-test
	@tests/lint

# Killed, replaced and started anew under load: no GET may fail. SECONDS a scene.
test-load: $B/needed-load build
	@node tests/load/run.mjs $(if $(filter file,$(origin SECONDS)),9,$(SECONDS))

# One fuzzer at a time: make fuzz FUZZ=template SECONDS=600. What it finds is
# written to build/fuzz.
FUZZ ?= template
build/fuzz/%: tests/fuzz/%.c tests/fuzz/fuzz.h $(modules:%=cgi/%.c) $(wildcard cgi/*.h) $(gen) \
    | $B/needed-fuzz
	@mkdir -p $(@D)
	@echo "  FUZZ $<"; clang -g -O1 -std=c11 -D__SANITIZE_ADDRESS__=1 \
	    $(filter-out $(harden),$(our_cppflags)) \
	    -Itests/fuzz -fsanitize=fuzzer,address,undefined \
	    -fno-sanitize-recover=all \
	    -o $@ $(filter-out cgi/main.c,$(filter %.c,$^)) $(libs)
fuzz: build/fuzz/$(FUZZ) build
	@mkdir -p build/fuzz/seeds/$(FUZZ) build/fuzz/corpus/$(FUZZ)
	$(if $(wildcard tests/fuzz/$(FUZZ).mjs),node tests/fuzz/$(FUZZ).mjs \
	    build/fuzz/seeds/$(FUZZ))
	build/fuzz/$(FUZZ) -max_total_time=$(SECONDS) -timeout=20 \
	    -artifact_prefix=build/fuzz/ build/fuzz/corpus/$(FUZZ) \
	    build/fuzz/seeds/$(FUZZ)

# How fast all of it is: tests/bench/README.md. make bench EVENTS="500 5000".
# npm.sh runs no package's script: what has to be compiled is compiled here.
build/npm/tests/bench/npm/compiled: build/npm/tests/bench/npm/installed \
    | $B/needed-bench
	@echo "  CC better-sqlite3"; tests/bench/compile.sh $(@D) && touch $@
bench: $B/bench-template $B/bench-rule $B/child $B/bench-load $B/bench-hello \
    build/npm/tests/bench/npm/compiled build | $B/needed-bench
	$B/bench-rule
	@node tests/bench/view.mjs >$B/bench-view.json
	$B/bench-template tests/bench/list events $B/bench-view.json
	@node tests/bench/run.mjs $B/almanach $B/bench-hello $B/bench-load \
	    $(or $(EVENTS),500 5000 50000)

# What a phone fetches, and how long it takes. ROUNDS=3 is shorter.
bench-phone: $B/needed-browser build build/npm/tests/installed
	@node tests/bench/phone.mjs

# From an editor's "publish" to what visitors see. EVENTS="500 5000", ROUNDS=5.
bench-edit: $B/needed-run build build/npm/tests/installed
	@node tests/bench/edit.mjs

# A primary, a replica and two edges as machines of their own, as root: how much
# reaches the origin, how soon news are seen, what fails while one is away.
scale: $B/needed-scale build
	@node tests/scale/run.mjs

# ---- to be installed elsewhere: cgi/deploy ----------------------------------

# The program, what pages are made of, a start for the rules; configurations of
# web servers, which name where that is; and for systemd the units, the user and
# the folders.
servers := $(wildcard $(foreach s,nginx apache lighttpd caddy,cgi/deploy/$s/*) \
    cgi/deploy/scale/*.conf cgi/deploy/scale/*.sh)
install: build
	install -D -m 755 $B/almanach $(DESTDIR)$(PREFIX)/bin/almanach
	install -d $(DESTDIR)$(share) $(DESTDIR)$(PREFIX)/share/man/man1
	cp -R build/www scripts $(DESTDIR)$(share)/
	rm -f $(DESTDIR)$(share)/www/made
	cgi/deploy/man.sh $B/almanach >$(DESTDIR)$(PREFIX)/share/man/man1/almanach.1
	cgi/deploy/systemd/install.sh $(PREFIX) "$(DESTDIR)" $(UNITDIR)
	for f in $(servers:cgi/deploy/%=%); do \
	    install -D -m $$([ -x cgi/deploy/$$f ] && echo 755 || echo 644) \
	        cgi/deploy/$$f $(DESTDIR)$(share)/deploy/$$f && \
	    sed -i -e 's|/usr/share/almanach|$(share)|g' \
	        -e 's|/usr/bin/almanach|$(PREFIX)/bin/almanach|g' \
	        $(DESTDIR)$(share)/deploy/$$f || exit; \
	done

# The archive that a server builds from with a C compiler alone.
dist: build
	@cgi/deploy/dist.sh $(VERSION) $B
# The Debian package, made from that archive.
deb: dist $B/needed-deb
	@cgi/deploy/deb.sh $(VERSION) $B
# The archive built where there is no node; the package installed, used, upgraded
# under load and purged, in a Debian of its own that boots. Root only; minutes.
test-package: $B/needed-package build/npm/tests/installed deb
	@node tests/package/archive.mjs $B/almanach-$(VERSION).tar.gz \
	    $(filter-out $(page_needs),$(build_needs))
	@node tests/package/run.mjs

# ---- the end ---------------------------------------------------------------

clean:
	rm -rf build

-include $(wildcard $B/obj/*.d $B/obj/tests/*/*.d)
