# Writes HEADER with the commit of SOURCE, "+changes" behind it where files differ; "unknown" where there is no Git.
execute_process(COMMAND git -C ${SOURCE} describe --always --exclude=* --abbrev=12 --dirty=+changes
    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT commit)
    set(commit unknown)
endif()
file(CONFIGURE OUTPUT ${HEADER} CONTENT "#define ONESHOT_COMMIT \"${commit}\"\n")
