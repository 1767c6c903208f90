/*
 * answer_install.h -- what makes a phone a server of its own, and the
 * programme an application on it.
 */
#ifndef ANSWER_INSTALL_H
#define ANSWER_INSTALL_H

struct answer;

/*
 * /sw.js: the worker of www/worker/, with this programme's languages before
 * it.  With ALMANACH_WORKER=off it is the script that takes itself and all
 * copies off the phones instead (www/sw-off.js).
 */
void answer_worker(struct answer *);

/* The manifest (https://www.w3.org/TR/appmanifest/) in the address's language.
 */
void answer_manifest(struct answer *);

#endif
