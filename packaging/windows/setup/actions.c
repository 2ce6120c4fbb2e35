/*
 * The custom actions of the MSI: deferred, as SYSTEM, while anybody may have asked for the installation. So
 *
 * - a value from outside comes as CustomActionData and goes to nbe.exe through its standard input: it is on no command line;
 * - nbe.exe is run by its fixed path, without a shell, and with the machine's environment instead of the caller's;
 * - what nbe.exe says goes to the installer's log, and the reason of a failure to whoever installs: no file is written.
 */
#include "setup.h"

#include <msi.h>
#include <msiquery.h>
#include <stdio.h>
#include <userenv.h>

enum { DATA_LENGTH = 4096, SAID_LENGTH = 16384, PATIENCE_MS = 120000, LOOK_MS = 20 };

/* Through a template, so that brackets in the text mean nothing to the installer. */
static void tell(MSIHANDLE install, INSTALLMESSAGE kind, const wchar_t *text) {
    MSIHANDLE record = MsiCreateRecord(1);
    MsiRecordSetStringW(record, 0, L"[1]");
    MsiRecordSetStringW(record, 1, text);
    MsiProcessMessage(install, kind, record);
    MsiCloseHandle(record);
}

static UINT fail(MSIHANDLE install, INSTALLMESSAGE kind, const wchar_t *what, DWORD code) {
    wchar_t text[256];
    _snwprintf(text, 256, L"Nymi Bluetooth Endpoint: %ls: error %lu", what, code);
    text[255] = L'\0';
    tell(install, kind, text);
    return ERROR_INSTALL_FAILURE;
}

struct child {
    HANDLE process;
    HANDLE input;  /* what it reads */
    HANDLE output; /* what it says */
};

static BOOL start(wchar_t *arguments, struct child *child) {
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    STARTUPINFOW startup = {.cb = sizeof startup, .dwFlags = STARTF_USESTDHANDLES};
    PROCESS_INFORMATION about;
    void *environment = NULL;
    HANDLE input = NULL, output = NULL;
    child->input = child->output = NULL;
    BOOL started = CreatePipe(&input, &child->input, &inherited, 2 * DATA_LENGTH)
                   && CreatePipe(&child->output, &output, &inherited, SAID_LENGTH)
                   && SetHandleInformation(child->input, HANDLE_FLAG_INHERIT, 0)
                   && SetHandleInformation(child->output, HANDLE_FLAG_INHERIT, 0)
                   && CreateEnvironmentBlock(&environment, NULL, FALSE);
    if (started) {
        startup.hStdInput = input;
        startup.hStdOutput = startup.hStdError = output;
        started = CreateProcessW(INSTALLATION L"\\nbe.exe", arguments, NULL, NULL, TRUE, CREATE_NO_WINDOW | CREATE_UNICODE_ENVIRONMENT,
                                 environment, INSTALLATION, &startup, &about);
    }
    DWORD code = GetLastError();
    if (environment != NULL) {
        DestroyEnvironmentBlock(environment);
    }
    CloseHandle(input);
    CloseHandle(output);
    if (started) {
        CloseHandle(about.hThread);
        child->process = about.hProcess;
    }
    SetLastError(code);
    return started;
}

/* Collects what the child says until it has ended; the rest of a flood is dropped. Its status, or WAIT_TIMEOUT. */
static DWORD read_all(struct child *child, char *said) {
    ULONGLONG end = GetTickCount64() + PATIENCE_MS;
    DWORD length = 0, there = 0, status = WAIT_TIMEOUT;
    BOOL ended = FALSE;
    for (;;) {
        if (PeekNamedPipe(child->output, NULL, 0, NULL, &there, NULL) && there > 0) {
            char part[1024];
            DWORD got = 0;
            if (ReadFile(child->output, part, there < sizeof part ? there : sizeof part, &got, NULL)) {
                DWORD kept = got < SAID_LENGTH - 1 - length ? got : SAID_LENGTH - 1 - length;
                memcpy(said + length, part, kept);
                length += kept;
            }
        } else if (ended) {
            break;
        } else if (GetTickCount64() > end) {
            TerminateProcess(child->process, 1);
            break;
        } else {
            ended = WaitForSingleObject(child->process, LOOK_MS) == WAIT_OBJECT_0;
        }
    }
    said[length] = '\0';
    if (ended) {
        GetExitCodeProcess(child->process, &status);
    }
    return status;
}

/* nbe ARGUMENTS, with this on its standard input; how a failure is told. */
static UINT run(MSIHANDLE install, const wchar_t *arguments, const char *data, INSTALLMESSAGE kind) {
    wchar_t command[256];
    struct child child;
    _snwprintf(command, 256, L"nbe.exe %ls", arguments);
    if (!start(command, &child)) {
        return fail(install, kind, L"" INSTALLATION L"\\nbe.exe cannot be run", GetLastError());
    }
    DWORD written;
    WriteFile(child.input, data, (DWORD)strlen(data), &written, NULL); /* it fits into the pipe; one that has ended tells why itself */
    CloseHandle(child.input);
    static char said[SAID_LENGTH];
    static wchar_t text[SAID_LENGTH];
    DWORD status = read_all(&child, said);
    CloseHandle(child.output);
    CloseHandle(child.process);
    if (MultiByteToWideChar(CP_ACP, 0, said, -1, text, SAID_LENGTH) == 0) {
        text[0] = L'\0';
    }
    if (status == 0) {
        tell(install, INSTALLMESSAGE_INFO, text);
        return ERROR_SUCCESS;
    }
    if (text[0] == L'\0') {
        return fail(install, kind, status == WAIT_TIMEOUT ? L"nbe.exe does not end" : L"nbe.exe ended without a word", status);
    }
    tell(install, kind, text);
    return ERROR_INSTALL_FAILURE;
}

/* Before anything is written to the folder, or run from it. */
__declspec(dllexport) UINT __stdcall ProtectFolder(MSIHANDLE install) {
    struct reason reason;
    if (protect_installation(&reason)) {
        return ERROR_SUCCESS;
    }
    tell(install, INSTALLMESSAGE_ERROR, reason.text);
    return ERROR_INSTALL_FAILURE;
}

/* CustomActionData is AGENT_URL, or nothing. Whether it is a URL, nbe.exe knows. */
__declspec(dllexport) UINT __stdcall SetUpService(MSIHANDLE install) {
    wchar_t url[DATA_LENGTH];
    char data[DATA_LENGTH];
    DWORD length = DATA_LENGTH;
    UINT code = MsiGetPropertyW(install, L"CustomActionData", url, &length);
    if (code != ERROR_SUCCESS || WideCharToMultiByte(CP_UTF8, 0, url, -1, data, sizeof data, NULL, NULL) == 0) {
        return fail(install, INSTALLMESSAGE_ERROR, L"AGENT_URL cannot be read, or is too long", code != ERROR_SUCCESS ? code : GetLastError());
    }
    return run(install, url[0] == L'\0' ? L"service install" : L"service install --agent-url -", data, INSTALLMESSAGE_ERROR);
}

/*
 * Windows waits until the service says that it has stopped; its process is there for a moment longer, and holds its files.
 * Whatever comes of it, the installation goes on.
 */
__declspec(dllexport) UINT __stdcall AwaitEnd(MSIHANDLE install) {
    return run(install, L"service stop", "", INSTALLMESSAGE_INFO);
}
