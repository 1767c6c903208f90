/*
 * render.h -- `almanach render TEMPLATE [--partials DIR] < VIEW.json`: fill
 * one template by hand, to try it or to compare with other Mustaches.
 */
#ifndef RENDER_H
#define RENDER_H

#include <stdbool.h>
#include <stdio.h>

struct err;

#define RENDER_VIEW_MAX ((size_t)64 << 20) /* bytes */
#define RENDER_PAGE_MAX ((size_t)64 << 20) /* bytes */

/*
 * Fill the file "template" with the JSON read from "in", and write the page to
 * "out", whole or not at all.  Partials come from the folder (NULL: there are
 * none); as in mustache.js, those that are missing print nothing.
 */
bool render_command(const char *template, const char *partials, FILE *in,
    FILE *out, struct err *);

#endif
