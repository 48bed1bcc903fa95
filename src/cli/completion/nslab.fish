# Completion of nslab's command line for fish. nslab itself knows what may stand where.

function __nslab_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in (nslab __complete -- $words[2..-1] "$current" 2>/dev/null)
        if test "$line" = :files
            set -l option (string match -r -- '^--[^=]*=' "$current")
            set -l path (string replace -r -- '^--[^=]*=' '' "$current")
            for file in (complete -C "'' $path")
                echo "$option$file"
            end
        else
            echo $line
        end
    end
end

complete -c nslab -e
complete -c nslab -f -k -a '(__nslab_complete)'
