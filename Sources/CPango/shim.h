// pango, cairo and fontconfig for Swift: text shaping, PDF output, and which fonts they may use.
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
