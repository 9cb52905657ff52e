/* Preprocessed by the Makefile with the flags in use: is it for us to define _FORTIFY_SOURCE? Compilers warn where they
   do not optimise, and where it is defined already; the address sanitizer does not know the functions it leads to. */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif
#if defined __OPTIMIZE__ && !defined _FORTIFY_SOURCE && !defined __SANITIZE_ADDRESS__ &&           \
    !defined SANITIZED
yes
#endif
