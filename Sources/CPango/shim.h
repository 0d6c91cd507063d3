// pango and cairo for Swift: text shaping and PDF output.
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
