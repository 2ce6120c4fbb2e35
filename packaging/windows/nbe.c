/*
 * nbe.exe: starts the Java runtime beside it with the daemon's options, in this very process.
 *
 * A program of its own rather than a batch file around java.exe, so that the task manager, firewall rules, signatures and the
 * service control manager see nbe.exe, and so that Ctrl-C stops the daemon instead of asking whether to end a batch job.
 *
 * It does what the JDK's own launchers (java.exe, keytool.exe) do: it hands a list of arguments to JLI_Launch of jli.dll.
 * The options come from packaging/windows/build, as the list JVM_OPTIONS.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

typedef int(__cdecl *jli_launch)(int argc, char **argv, int jargc, const char **jargv, int appclassc,
                                 const char **appclassv, const char *fullversion, const char *dotversion,
                                 const char *pname, const char *lname, unsigned char javaargs, unsigned char cpwildcard,
                                 unsigned char javaw, int ergo);

static const char *const OPTIONS[] = {JVM_OPTIONS};
enum { OPTION_COUNT = sizeof OPTIONS / sizeof OPTIONS[0], OWN = 9 };

/* The same status as for any failure at run time. */
static int fail(const char *what, const char *path) {
    fprintf(stderr, "nbe.exe: %s %s (error %lu); install the package again\n", what, path, GetLastError());
    return 1;
}

/* One argument made of three parts; lives as long as the process. */
static char *joined(const char *a, const char *b, const char *c) {
    char *text = malloc(strlen(a) + strlen(b) + strlen(c) + 1);
    if (text == NULL) {
        fputs("nbe.exe: no memory\n", stderr);
        exit(1);
    }
    strcpy(text, a);
    strcat(text, b);
    return strcat(text, c);
}

/* A service has no standard output; what is written there goes nowhere instead of failing. */
static void open_if_missing(DWORD which) {
    HANDLE there = GetStdHandle(which);
    if (there == NULL || there == INVALID_HANDLE_VALUE || GetFileType(there) == FILE_TYPE_UNKNOWN) {
        SetStdHandle(which, CreateFileA("NUL", GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL));
    }
}

int main(int argc, char **argv) {
    char home[MAX_PATH];
    DWORD length = GetModuleFileNameA(NULL, home, sizeof home);
    char *last = strrchr(home, '\\');
    if (length == 0 || length == sizeof home || last == NULL) {
        return fail("cannot tell where it is:", home);
    }
    *last = '\0';

    /* The runtime's libraries ask for one another by name; this also takes the current directory off the search path. */
    const char *bin = joined(home, "\\runtime\\bin", "");
    if (!SetDllDirectoryA(bin)) {
        return fail("cannot search for libraries in", bin);
    }
    const char *jli_path = joined(bin, "\\jli.dll", "");
    HMODULE jli = LoadLibraryExA(jli_path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (jli == NULL) {
        return fail("cannot load", jli_path);
    }
    jli_launch launch = (jli_launch)(void *)GetProcAddress(jli, "JLI_Launch");
    if (launch == NULL) {
        return fail("no JLI_Launch in", jli_path);
    }

    open_if_missing(STD_OUTPUT_HANDLE);
    open_if_missing(STD_ERROR_HANDLE);

    const char **all = calloc((size_t)argc + OPTION_COUNT + OWN, sizeof *all);
    if (all == NULL) {
        return fail("no memory for the arguments of", argv[0]);
    }
    int count = 0;
    all[count++] = argv[0];
    for (int i = 0; i < OPTION_COUNT; i++) {
        all[count++] = OPTIONS[i];
    }
    all[count++] = joined("-Dnbe.home=", home, "");
    all[count++] = joined("-Dnbe.native.dir=", home, "\\lib");
    all[count++] = joined("-Djna.boot.library.path=", home, "\\lib");
    all[count++] = "-Djna.nounpack=true";
    /* The service's account may write there, and so make links: a crash of what an administrator runs is not written there. */
    if (argc == 3 && strcmp(argv[1], "service") == 0 && strcmp(argv[2], "run") == 0) {
        all[count++] = joined("-XX:ErrorFile=", home, "\\logs\\hs_err_%p.log");
    }
    all[count++] = "-jar";
    all[count++] = joined(home, "\\lib\\nbe.jar", "");
    for (int i = 1; i < argc; i++) {
        all[count++] = argv[i];
    }
    return launch(count, (char **)all, 0, NULL, 0, NULL, "", "", "nbe", "nbe", 0, 0, 0, 0);
}
