/*
 * Who owns the installation, and who may write to it.
 *
 * Every user may make a folder in the root of a drive, owns it then, and can give back to himself whatever rights are taken from him.
 * What the service runs must not be his to replace. So a folder or file that was there before counts only if an administrator, the
 * system or the caller has made it, and if it is neither a link nor one of several names of a file. Everything is looked at and
 * changed through one open handle each: nobody can put something else in its place in between.
 */
#include "setup.h"

#include <aclapi.h>
#include <sddl.h>
#include <stdio.h>

/* SYSTEM and Administrators everything, Users read and execute: owned by Administrators, nothing inherited from above. */
#define ADMINISTRATORS "O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)"
static const char PROGRAM_FOLDER[] = ADMINISTRATORS "(A;OICI;FRFX;;;BU)";
/* The service's own SID, NT SERVICE\Nymi Bluetooth Endpoint (`sc showsid`): it follows from the name alone. */
#define SERVICE_SID "S-1-5-80-2732702666-2972638389-2269668718-1523147441-3469382811"
/*
 * The service writes its logs, makes its control socket and reads nbe.toml; an ordinary user does none of it: a proxy's password may
 * stand there, and whoever may open the socket's file may ask the service.
 */
static const char SERVICE_FOLDER[] = ADMINISTRATORS "(A;OICI;0x1301bf;;;" SERVICE_SID ")";
static const char CONFIGURATION[] = "O:BAG:BAD:PAI(A;;FA;;;SY)(A;;FA;;;BA)(A;;FRFX;;;" SERVICE_SID ")";
/* What lies in the folder, as it would have been inherited. */
static const char INNER_FOLDER[] = "O:BAG:BAD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;FRFX;;;BU)";
static const char INNER_FILE[] = "O:BAG:BAD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FRFX;;;BU)";

static const wchar_t *const TRUSTED[] = {
    L"S-1-5-18",                                                                      /* SYSTEM */
    L"S-1-5-32-544",                                                                  /* Administrators */
    L"S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",                /* TrustedInstaller */
};

enum { PATH_LENGTH = 1024, NAME_LENGTH = 256 };

static BOOL refuse(struct reason *reason, const wchar_t *path, const wchar_t *what, DWORD code) {
    if (code == ERROR_ACCESS_DENIED) {
        _snwprintf(reason->text, REASON_LENGTH, L"%ls: %ls: access is denied: an administrator's rights are needed (\"Run as administrator\")",
                   path, what);
    } else if (code != 0) {
        _snwprintf(reason->text, REASON_LENGTH, L"%ls: %ls: error %lu", path, what, code);
    } else {
        _snwprintf(reason->text, REASON_LENGTH, L"%ls: %ls", path, what);
    }
    reason->text[REASON_LENGTH - 1] = L'\0';
    return FALSE;
}

static BOOL is_callers(PSID owner) {
    HANDLE token;
    BYTE user[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
    DWORD length;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token)) {
        return FALSE;
    }
    BOOL same = GetTokenInformation(token, TokenUser, user, sizeof user, &length) && EqualSid(owner, ((TOKEN_USER *)user)->User.Sid);
    CloseHandle(token);
    return same;
}

static BOOL is_trusted(PSID owner, const wchar_t *sid) {
    for (size_t i = 0; i < sizeof TRUSTED / sizeof TRUSTED[0]; i++) {
        if (wcscmp(sid, TRUSTED[i]) == 0) {
            return TRUE;
        }
    }
    return is_callers(owner);
}

static BOOL owner_is_trusted(HANDLE handle, const wchar_t *path, struct reason *reason) {
    PSID owner = NULL;
    PSECURITY_DESCRIPTOR descriptor = NULL;
    wchar_t *sid = NULL;
    DWORD code = GetSecurityInfo(handle, SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner, NULL, NULL, NULL, &descriptor);
    if (code != ERROR_SUCCESS || owner == NULL || !ConvertSidToStringSidW(owner, &sid)) {
        LocalFree(descriptor);
        return refuse(reason, path, L"its owner cannot be read", code != ERROR_SUCCESS ? code : GetLastError());
    }
    BOOL trusted = is_trusted(owner, sid);
    if (!trusted) {
        wchar_t name[NAME_LENGTH], domain[NAME_LENGTH], words[2 * NAME_LENGTH + 256];
        DWORD name_length = NAME_LENGTH, domain_length = NAME_LENGTH;
        SID_NAME_USE use;
        BOOL known = LookupAccountSidW(NULL, owner, name, &name_length, domain, &domain_length, &use);
        _snwprintf(words, sizeof words / sizeof words[0],
                   L"belongs to %ls%ls%ls, who could change what the service runs; move it away, or let an administrator take it over after a"
                   L" look at it (takeown /A /R /F FOLDER)",
                   known ? domain : L"", known ? L"\\" : L"", known ? name : sid);
        words[sizeof words / sizeof words[0] - 1] = L'\0';
        refuse(reason, path, words, 0);
    }
    LocalFree(sid);
    LocalFree(descriptor);
    return trusted;
}

/* take PATH: makes it the administrators', with these rights (SDDL). Only itself: what lies in it keeps its rights. */
static BOOL take(const wchar_t *path, const char *rights, struct reason *reason) {
    HANDLE handle = CreateFileW(path, READ_CONTROL | WRITE_DAC | WRITE_OWNER | FILE_READ_ATTRIBUTES,
                                FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING,
                                FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, NULL);
    if (handle == INVALID_HANDLE_VALUE) {
        return refuse(reason, path, L"its rights cannot be changed", GetLastError());
    }
    BY_HANDLE_FILE_INFORMATION about;
    PSECURITY_DESCRIPTOR descriptor = NULL;
    BOOL taken = FALSE;
    if (!GetFileInformationByHandle(handle, &about)) {
        refuse(reason, path, L"cannot be looked at", GetLastError());
    } else if (about.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) {
        refuse(reason, path, L"is a link to another place; remove it", 0);
    } else if (!(about.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) && about.nNumberOfLinks > 1) {
        refuse(reason, path, L"has another name elsewhere (a hard link); remove it", 0);
    } else if (!owner_is_trusted(handle, path, reason)) {
        /* said */
    } else if (!ConvertStringSecurityDescriptorToSecurityDescriptorA(rights, SDDL_REVISION_1, &descriptor, NULL)) {
        refuse(reason, path, L"its rights cannot be made up", GetLastError());
    } else if (!SetKernelObjectSecurity(handle, OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, descriptor)) {
        refuse(reason, path, L"its rights cannot be changed", GetLastError());
    } else {
        taken = TRUE;
    }
    LocalFree(descriptor);
    CloseHandle(handle);
    return taken;
}

/* Makes the folder, with its rights from the first moment on, or takes the one that is there. */
static BOOL make_or_take(const wchar_t *path, const char *rights, struct reason *reason) {
    SECURITY_ATTRIBUTES attributes = {sizeof attributes, NULL, FALSE};
    if (!ConvertStringSecurityDescriptorToSecurityDescriptorA(rights, SDDL_REVISION_1, &attributes.lpSecurityDescriptor, NULL)) {
        return refuse(reason, path, L"its rights cannot be made up", GetLastError());
    }
    BOOL made = CreateDirectoryW(path, &attributes);
    DWORD code = made ? ERROR_SUCCESS : GetLastError();
    LocalFree(attributes.lpSecurityDescriptor);
    if (made) {
        return TRUE;
    }
    return code == ERROR_ALREADY_EXISTS ? take(path, rights, reason) : refuse(reason, path, L"cannot be made", code);
}

static BOOL take_what_is_in(const wchar_t *folder, BOOL top, struct reason *reason) {
    wchar_t path[PATH_LENGTH];
    WIN32_FIND_DATAW entry;
    int length = _snwprintf(path, PATH_LENGTH, L"%ls\\*", folder);
    if (length < 0 || length >= PATH_LENGTH) {
        return refuse(reason, folder, L"its path is too long", 0);
    }
    HANDLE search = FindFirstFileW(path, &entry);
    if (search == INVALID_HANDLE_VALUE) {
        return refuse(reason, folder, L"cannot be listed", GetLastError());
    }
    BOOL taken = TRUE;
    do {
        if (wcscmp(entry.cFileName, L".") == 0 || wcscmp(entry.cFileName, L"..") == 0
            || (top && (_wcsicmp(entry.cFileName, L"logs") == 0 || _wcsicmp(entry.cFileName, L"run") == 0))) {
            /* the service's; the folder itself is taken by itself */
            continue;
        }
        length = _snwprintf(path, PATH_LENGTH, L"%ls\\%ls", folder, entry.cFileName);
        if (length < 0 || length >= PATH_LENGTH) {
            taken = refuse(reason, folder, L"a path in it is too long", 0);
        } else if (entry.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) {
            taken = take(path, INNER_FOLDER, reason) && take_what_is_in(path, FALSE, reason);
        } else {
            taken = take(path, top && _wcsicmp(entry.cFileName, L"nbe.toml") == 0 ? CONFIGURATION : INNER_FILE, reason);
        }
    } while (taken && FindNextFileW(search, &entry));
    DWORD code = taken ? GetLastError() : ERROR_NO_MORE_FILES;
    FindClose(search);
    return code == ERROR_NO_MORE_FILES ? taken : refuse(reason, folder, L"cannot be listed", code);
}

BOOL protect_installation(struct reason *reason) {
    return make_or_take(PARENT_FOLDER, PROGRAM_FOLDER, reason) && make_or_take(INSTALLATION, PROGRAM_FOLDER, reason)
           && make_or_take(INSTALLATION L"\\logs", SERVICE_FOLDER, reason)
           && make_or_take(INSTALLATION L"\\run", SERVICE_FOLDER, reason) && take_what_is_in(INSTALLATION, TRUE, reason);
}

/*
 * For nbe.exe (nbe.service.FolderRights): 1 if done; else 0, and the reason in a text of REASON_LENGTH. A service that runs a program
 * elsewhere would still read the nbe.toml of the fixed place.
 */
__declspec(dllexport) int __cdecl nbe_protect(struct reason *reason) {
    wchar_t program[PATH_LENGTH];
    DWORD length = GetModuleFileNameW(NULL, program, PATH_LENGTH);
    if (length == 0 || length == PATH_LENGTH || _wcsicmp(program, INSTALLATION L"\\nbe.exe") != 0) {
        return refuse(reason, INSTALLATION, L"only the nbe.exe of this folder is made a service; unpack the package there", 0);
    }
    return protect_installation(reason);
}
